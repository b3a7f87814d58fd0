'use strict';
// The command line. All that checks is in verifier.html; this loads it from there, reads files and prints.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const zlib = require('node:zlib');
const {parseArgs} = require('node:util');

const USAGE = 'usage: node verify.js DIR|FILE.zip [--log VKEY] [--seen SIZE:ROOT] [--proof FILE] [--json] [--no-webcrypto-ed25519]';
const TEXT = {type: 'string'}, FLAG = {type: 'boolean'};
const OPTIONS = {log: TEXT, seen: TEXT, proof: TEXT, json: FLAG, 'no-webcrypto-ed25519': FLAG};

function loadVerifier() {
  const page = fs.readFileSync(path.join(__dirname, 'verifier.html'), 'utf8');
  if (!globalThis.crypto) globalThis.crypto = require('node:crypto').webcrypto; // Node 18
  const names = 'verify, filesFromZip, withoutTopFolder, parseLogKey, parseReceipt, isBytes, WORDS, useOwn() { ed25519 = ownEd25519; }';
  return vm.runInThisContext(`${/<script>([^]*)<\/script>/.exec(page)[1]}\n({${names}})`, {filename: 'verifier.html'});
}
function filesFromFolder(folder, prefix = '', files = new Map()) {
  for (const entry of fs.readdirSync(folder, {withFileTypes: true})) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) filesFromFolder(file, `${prefix}${entry.name}/`, files);
    else files.set(prefix + entry.name, {size: fs.lstatSync(file).size, bytes: async () => new Uint8Array(fs.readFileSync(file))});
  }
  return files;
}
const inflate = (bytes, size) => new Uint8Array(zlib.inflateRawSync(bytes, {maxOutputLength: size + 1}));
const filesFrom = (copy, {filesFromZip, withoutTopFolder}) => (fs.statSync(copy).isDirectory()
  ? withoutTopFolder(filesFromFolder(copy)) : filesFromZip(new Blob([fs.readFileSync(copy)]), inflate));
async function optionsFrom({log, seen, proof}, {parseLogKey, parseReceipt, isBytes}) {
  const [, size, root] = /^(\d{1,9}):(.+)$/.exec(seen) || [];
  if (seen !== undefined && !isBytes(32)(root)) throw new Error('--seen is SIZE:ROOT, the root in base64');
  if (log !== undefined && !await parseLogKey(log)) throw new Error('--log is not a verifier key');
  return {log, seen: seen && {size: Number(size), root}, receipt: proof && parseReceipt(new Uint8Array(fs.readFileSync(proof)))};
}
function linesOf({sound, fault, ...found}, {faults, todos, ...words}) {
  const fill = (name, values) => `  ${words[name].replace(/\{(\w+)\}/g, (_, key) => values[key])}`;
  if (!sound) {
    const [means, todo] = faults[fault.code.slice(-3)];
    return ['NOT SOUND', `${fault.code}  ${fault.where}`, `${means} (${fault.detail})`, todos[todo]];
  }
  return ['SOUND', ...['origin', 'size', 'root', 'for', 'log'].map((name) => `${name.padEnd(8)}${found[name]}`), `        ${words.compare}`,
    `${words.teams}:`, ...[...found.cosigned].map(([team, last]) => `  ${team}: ${last ? fill('last', last).trim() : words.never}`),
    `${words.kinds}:`, ...[...found.kinds].map(([kind, count]) => `  ${words.kind[kind]}: ${count}`),
    `${words.redactions}:`, ...found.redactions.map((each) => fill('redacted', {...each, approved: each.approved_by})),
    `${words.notices}:`, ...found.notices.map((each) => fill(each.notice, each)),
    `${words.cannot}:`, ...words.cannotList.map((text) => `  ${text}`)];
}
function jsonOf({sound, origin = null, size = null, root = null, for: whom = null, log = null, cosigned = [], fault}) {
  return JSON.stringify({sound, origin, size, root, for: whom, log, cosigned: Object.fromEntries(cosigned), fault});
}
async function main() {
  const {values, positionals} = parseArgs({options: OPTIONS, allowPositionals: true}), verifier = loadVerifier();
  if (positionals.length !== 1) throw new Error('one folder or zip file is asked for');
  if (values['no-webcrypto-ed25519']) verifier.useOwn();
  const options = await optionsFrom(values, verifier);
  const result = await verifier.verify(() => filesFrom(positionals[0], verifier), options);
  const plain = (line) => line.replace(/[\0-\x1f\x7f-\x9f]/g, '?'); // a copy must not steer the terminal
  console.log(values.json ? jsonOf(result) : linesOf(result, verifier.WORDS.en).map(plain).join('\n'));
  process.exitCode = result.sound ? 0 : 4;
}
main().catch((error) => {
  console.error(`${error.message}\n${USAGE}\nexit: 0 sound, 4 not sound, 2 wrong usage or not readable`);
  process.exitCode = 2;
});
