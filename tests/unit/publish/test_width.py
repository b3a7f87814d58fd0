"""How wide a text is on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.publish.words import cut, pad, width, wrap

TEXTS = st.text(st.sampled_from("ab ё東ﷺكَتَبّ\u2066\u2069\u0301"), max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("كَتَبَ", 3), ("東京", 4), ("\u2067x\u2069", 1), ("e\u0301", 1), ("■✕◪░", 4), ("", 0)],
)
def test_marks_take_no_column_and_wide_characters_two(text, columns):
    """Vowel marks, accents and isolates take no column; East Asian wide characters take two."""
    assert width(text) == columns


@given(TEXTS, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing(text, columns):
    """No line is wider than asked, and nothing but spaces is lost."""
    lines = wrap(text, columns)

    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(2, 30))
def test_cut_and_pad_hit_the_columns(text, columns):
    """A cut text fits, and a padded one fills exactly."""
    assert width(pad(cut(text, columns), columns)) == columns
