"""The words of a text, as linking compares them: folded, without marks, in order of first appearance."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_ROUND_UP = re.compile(
    r"\byesterday\b|\bdaily (?:report|summary)|\b(?:past|last|in) (?:the )?(?:\d+|few) (?:hours|days|weeks)"
    r"|\bduring \d+|\bin \d+ (?:days|weeks|months)|\bmonthly\b|\bweekly\b|حصيلة|أمس|вчера|за сутки|сводка",
    re.IGNORECASE,
)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of three letters and more and the numbers of two digits and more, each once.

    >>> words_of("Shelling of al-Ḥūla: 12 killed, shelling goes on")
    ('shelling', 'hula', '12', 'killed', 'goes')
    """
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return tuple(dict.fromkeys(_WORD.findall(text.lower())))


def sounds_like_round_up(text: str) -> bool:
    """Return whether a text says that it sums up a period.

    >>> sounds_like_round_up("78 people were killed yesterday"), sounds_like_round_up("Six killed in Duma")
    (True, False)
    """
    return _ROUND_UP.search(text) is not None
