"""The tree that an answer was computed from, and who has cosigned it."""

from __future__ import annotations

from collections.abc import Iterable

from ceasefire.assess import Cited
from ceasefire.ledger import bytes_from_text
from ceasefire.ledger.notes import Checkpoint, short_form
from ceasefire.publish.words import Language


def cited_in_words(language: Language, cited: Cited) -> list[str]:
    """Return what an answer cites of the ledger: name, size, root and its short form, cosignatures, what is gone."""
    head = Checkpoint(cited.origin, cited.size, bytes_from_text(cited.root, 32))
    lines = [
        language.say(
            "From the ledger {origin}, first {size} entries, root {root} (in short {short}).",
            origin=cited.origin,
            size=language.number(cited.size),
            root=cited.root,
            short=short_form(head),
        ),
        cosigned_in_words(language, cited.cosigned),
    ]
    if cited.without:
        lines.append(
            language.count(
                "The core of {n} entry is gone or unreadable: nothing older can be reproduced, no day is watched.",
                "The cores of {n} entries are gone or unreadable: nothing older can be reproduced, no day is watched.",
                len(cited.without),
            )
        )
    return lines


def cosigned_in_words(language: Language, cosigned: Iterable[tuple[str, int, int]]) -> str:
    """Return up to which size each team cosigned, and when; that nobody did is said too."""
    parts = [
        language.say(
            "{team} last cosigned at size {size} on {instant}",
            team=team,
            size=language.number(size),
            instant=language.instant(instant),
        )
        for team, size, instant in cosigned
    ]
    return language.say("; ").join(parts) + "." if parts else language.say("Nobody has cosigned it.")
