// Keeps what is being typed: every few seconds at the centre as one's own draft; while the line is lost in this browser,
// encrypted with a key that the centre gives to this person alone, and sent when the line is back. Filing and signing
// out delete it here.
const EVERY_MS = 4000;
const entry = document.getElementById("entry");
const place = entry ?? document.getElementById("drafts") ?? document.getElementById("filed");
const says = document.getElementById("kept");
const STORE = `ceasefire-${place?.dataset.name}`;
let sent = entry ? typed() : "";
let lost = false;
let leaving = false;

function typed() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(entry)) if (typeof value === "string") fields.append(name, value);
  fields.delete("csrfmiddlewaretoken");
  return fields.toString();
}

function tell(words) {
  if (says && says.textContent !== words) says.textContent = words;
}

async function send(text) {
  const fields = new URLSearchParams(text);
  fields.set("step", "keep");
  const answer = await fetch(place.dataset.drafts, {
    method: "POST",
    body: fields,
    redirect: "error",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
  });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function key() {
  const bytes = Uint8Array.from(place.dataset.secret.match(/../g), (each) => parseInt(each, 16));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// What lies in this browser: form key to what was typed in it.
async function lying() {
  try {
    const [nonce, body] = JSON.parse(localStorage.getItem(STORE)).map((each) => Uint8Array.from(each));
    const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, await key(), body);
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return {};
  }
}

async function lay(all) {
  if (Object.keys(all).length === 0) {
    localStorage.removeItem(STORE);
    return;
  }
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const data = new TextEncoder().encode(JSON.stringify(all));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await key(), data);
  localStorage.setItem(STORE, JSON.stringify([[...nonce], [...new Uint8Array(body)]]));
}

async function keep() {
  const now = typed();
  if (now === sent && !lost) return;
  try {
    await send(now);
    sent = now;
    lost = false;
    tell(entry.dataset.kept);
    const all = await lying();
    delete all[entry.dataset.key];
    await lay(all);
  } catch {
    if (leaving) return;
    lost = true;
    try {
      await lay({ ...(await lying()), [entry.dataset.key]: now });
      tell(entry.dataset.away);
    } catch {
      tell(entry.dataset.unkept);
    }
  }
}

async function again() {
  if (!leaving) await keep();
  setTimeout(again, EVERY_MS);
}

// What was typed without a line, in this page or in one that was closed since, becomes a draft.
async function bring() {
  const all = await lying();
  let brought = false;
  for (const [form, text] of Object.entries(all)) {
    if (form === entry?.dataset.key) continue;
    try {
      await send(text);
    } catch {
      return;
    }
    delete all[form];
    brought = true;
  }
  if (!brought) return;
  await lay(all);
  tell(place.dataset.sent);
}

async function done() {
  const all = await lying();
  delete all[place.dataset.filed];
  await lay(all);
}

if (place?.dataset.filed) done();
else if (place) bring();
if (entry) {
  setTimeout(again, EVERY_MS);
  addEventListener("online", keep);
  entry.addEventListener("submit", (event) => {
    if (navigator.onLine) {
      leaving = true;
      return;
    }
    event.preventDefault();
    lost = true;
    keep();
  });
  addEventListener("pageshow", () => (leaving = false));
  document.querySelector('form[action$="/sign-out/"]')?.addEventListener("submit", (event) => {
    if (lost && !confirm(entry.dataset.leave)) event.preventDefault();
    else leaving = true;
  });
}
