"""The text that a mission signs when it releases a bulletin: a signed note of number, day, hash and checkpoint."""

from __future__ import annotations

from ceasefire.publish.bulletin._content import FORMAT, Head
from ceasefire.times import text_from_instant

NOTE_HEADER = FORMAT


def note_text(head: Head, sha256: str) -> str:
    """Return the text to sign; its first line keeps it apart from every other text that the same key signs.

    Args:
        head: Of the bulletin.
        sha256: Of its content, hex.

    Source: C2SP signed-note, "Format".
    """
    day = head.period
    corrects = f"corrects {head.corrects}\n" if head.corrects else ""
    return (
        f"{NOTE_HEADER}\n"
        f"bulletin {head.number}\n"
        f"{corrects}"
        f"day {day.kind} {day.date} {text_from_instant(day.start)} {text_from_instant(day.end)}\n"
        f"as-of {text_from_instant(head.as_of)}\n"
        f"sha256 {sha256}\n"
        f"checkpoint {head.origin} {head.size} {head.root}\n"
    )


def states(text: str, head: Head, sha256: str) -> bool:
    """Return whether a note's text is the one of this head and hash."""
    return text == note_text(head, sha256)
