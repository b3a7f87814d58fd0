"""A payload is read once, with its line: what was read is what the payload says, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.ledger.making import Drawn

from ceasefire.ledger.entries import (
    OpenPart,
    canonical,
    line_from_part,
    object_from_canonical,
    open_part,
    part_from_line,
)

PAYLOADS: tuple[dict[str, Any], ...] = (
    {},
    {"payload": {"payload": 1}, "salt": "AAAA", "salt2": ',"salt":"'},
    {"a": ',"payload":{"b":1},"salt":"x"}', "salt": {"salt": '"'}},
    {"ي": "نص", "text": '\u2028\\"\n', "\U00010000": 1, "\uffff": 2},
)


@pytest.mark.parametrize("content", PAYLOADS)
def test_what_was_read_with_the_line_is_the_payload(content: dict[str, Any]) -> None:
    """The payload cut out of a line is the canonical form of what was read, and the line's part is the one written."""
    written = open_part("core", content, Drawn("read once"))
    position, part = part_from_line(line_from_part(7, written))

    assert (7, written) == (position, part)
    assert isinstance(part, OpenPart)
    assert content == part.content() == object_from_canonical(part.payload)
    assert canonical(content) == part.payload


def test_another_payload_is_read_anew() -> None:
    """A part with its payload replaced says what the new payload says."""
    _, part = part_from_line(line_from_part(0, open_part("core", {"killed": 12}, Drawn("replaced"))))
    assert isinstance(part, OpenPart)

    assert {"killed": 11} == replace(part, payload=canonical({"killed": 11})).content()
    with pytest.raises(ValueError, match="not JSON"):
        replace(part, payload=b"").content()
