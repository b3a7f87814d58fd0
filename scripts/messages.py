"""Collect every text that is shown to people, and check its translations.

    python scripts/messages.py            say what is missing, fuzzy or wrong in the catalogues (exit code 1)
    python scripts/messages.py --update   add what is new to the .po files, empty, and remove what is gone

To add a text: write it in English where it is used, `say("… {name} …", name=value)`,
`count("{n} day", "{n} days", n)`, or `mark("…")` for a constant that is looked up later; run with --update;
fill in `msgstr` in src/ceasefire/publish/locale/{ar,ru}/LC_MESSAGES/ceasefire.po. Arabic has six plural
forms, Russian three. Nothing is compiled: the .po files are read as they are. A verdict is never called a
violation, in any language.
"""

from __future__ import annotations

import ast
import io
import re
import string
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from ceasefire.problems import CATALOGUE, DID_YOU_MEAN, WANTED

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ceasefire"
LOCALE = SOURCE / "publish" / "locale"
SPEAKING = ("publish", "centre", "cli")  # no other package words what people read; it hands out problems
TRANSLATED = ("ar", "ru")
# The rules of gettext's own manual. Babel's rule for Arabic puts the last two forms the other way round.
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
}
ONE = frozenset({"say", "mark", "heading", "gettext"})
TWO = frozenset({"count", "ngettext"})


@dataclass
class Message:
    """A text, its plural if it has one, and the files that use it."""

    singular: str
    plural: str | None
    places: set[str] = field(default_factory=set)


def collect() -> dict[str, Message]:
    """Return every text by its English singular: of the code, the templates and the problem catalogue."""
    found: dict[str, Message] = {}
    for place, singular, plural in _uses():
        message = found.setdefault(singular, Message(singular, plural))
        message.plural = message.plural or plural
        message.places.add(place)
    return found


def _uses() -> Iterator[tuple[str, str, str | None]]:
    for path in sorted(path for shell in SPEAKING for path in (SOURCE / shell).rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
                yield from _named(place, name, texts)
    for path in sorted(SOURCE.rglob("*.j2")):
        place = path.relative_to(ROOT).as_posix()
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else ""
            yield from _named(
                place, name, [each.value if isinstance(each, nodes.Const) else None for each in call.args]
            )
    for text in (DID_YOU_MEAN, *WANTED):
        yield "problems", text, None
    for code, entry in CATALOGUE.items():
        for text in (entry.seen, entry.expected, entry.remedy):
            if re.sub(r"{\w+}", "", text).strip():
                yield f"problem {code}", text, None


def _named(place: str, name: str, texts: Sequence[object]) -> Iterator[tuple[str, str, str | None]]:
    match texts:
        case [str(singular), str(plural), *_] if name in TWO:
            yield place, singular, plural
        case [str(singular), *_] if name in ONE:
            yield place, singular, None


def read_catalogue(code: str) -> Catalog:
    """Return a language's catalogue as it is in the repository; an empty one where there is none yet."""
    path = LOCALE / code / "LC_MESSAGES" / "ceasefire.po"
    if not path.is_file():
        return Catalog(locale=code, project="ceasefire", charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=code)


def faults(code: str) -> list[str]:
    """Return what is wrong with a language's catalogue, one sentence each."""
    wanted, has = collect(), read_catalogue(code)
    known = {_key(each.id): each for each in has if each.id}
    found = [f"{code}: {text!r} is no longer used" for text in known if text not in wanted]
    for text, message in wanted.items():
        if text not in known:
            found.append(f"{code}: {text!r} is missing")
            continue
        entry = known[text]
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        if entry.fuzzy:
            found.append(f"{code}: {text!r} is fuzzy")
        if bool(message.plural) != isinstance(entry.id, tuple):
            found.append(f"{code}: {text!r} has plural forms in one place and none in the other")
        if not all(forms) or (message.plural and len(forms) != has.num_plurals):
            found.append(f"{code}: {text!r} is not translated in every form")
        for form in forms:
            missing = (fields(message.plural or text) - fields(form)) - ({"n"} if message.plural else set())
            strange = fields(form) - fields(text) - fields(message.plural or "")
            if form and (missing or strange):
                found.append(f"{code}: {form!r} has other {{values}} than {text!r}")
    return found


def fields(text: str) -> set[str]:
    """Return the names of a text's `{values}`."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def update(code: str) -> None:
    """Write the catalogue anew: kept translations, new texts empty, in the order of the texts."""
    old = {_key(each.id): each for each in read_catalogue(code) if each.id}
    new = Catalog(locale=code, project="ceasefire", charset="utf-8", fuzzy=False, header_comment=_header(code))
    new.mime_headers = [("Plural-Forms", PLURALS[code])]
    for text, message in sorted(collect().items()):
        kept = old[text].string if text in old else ""
        key = (text, message.plural) if message.plural else text
        if message.plural and isinstance(kept, str):
            kept = tuple("" for _ in range(new.num_plurals))
        new.add(key, kept, auto_comments=sorted(message.places))
    written = io.BytesIO()
    write_po(written, new, width=0, omit_header=False, sort_output=True)
    lines = [line for line in written.getvalue().decode().splitlines() if not _varies(line)]
    path = LOCALE / code / "LC_MESSAGES" / "ceasefire.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def _varies(line: str) -> bool:
    headers = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Report-Msgid-Bugs-To",
    )
    return line.startswith(tuple(f'"{each}' for each in headers))


def _header(code: str) -> str:
    return f"# The words of ceasefire: {code}. Checked by scripts/messages.py; read at run time as it is."


def _key(key: object) -> str:
    return key if isinstance(key, str) else str(key[0]) if isinstance(key, tuple | list) else ""


def main() -> int:
    """Update or check, and report."""
    if "--update" in sys.argv[1:]:
        for code in TRANSLATED:
            update(code)
    found = [fault for code in TRANSLATED for fault in faults(code)]
    print("\n".join(found) or f"{len(collect())} texts, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
