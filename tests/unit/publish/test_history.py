"""How the answer changed as knowledge came in."""

import dataclasses
import json

import pytest
from tests.unit.publish.sample import AGREEMENT, AT, RAIDS, answer, records

from ceasefire.assess import Clock, MilestoneResult
from ceasefire.publish import LANGUAGES, history_json, history_text
from ceasefire.publish.words import width

DAY = 86400


def earlier():
    """Return the answer as it was before the convoy was known of."""
    given = answer()
    reading = dataclasses.replace(
        given.terms[0].readings[0], verdict="pending", clock=Clock(7, 0, 6, None, None, None), evidence=(RAIDS,)
    )
    term = dataclasses.replace(given.terms[0], readings=(reading, *given.terms[0].readings[1:]))
    milestone = MilestoneResult("jic", "undetermined", given.milestones[0].sets)
    return dataclasses.replace(given, terms=(term, *given.terms[1:]), milestones=(milestone,))


ROWS = [(AT - DAY, earlier()), (AT - DAY // 2, earlier()), (AT, answer()), (AT + DAY, answer())]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_a_terminal(lang):
    """No line is wider than 100 columns in any language."""
    text = history_text(AGREEMENT, ROWS, records(), lang)

    assert max(width(line) for line in text.splitlines()) <= 100


def test_only_changes_are_told():
    """The first moment tells everything, a moment without a change nothing, and the end says so."""
    text = " ".join(history_text(AGREEMENT, ROWS, records(), "en").split())

    assert text.count("19 Sept 2016, 00:00") == 1
    assert "19 Sept 2016, 12:00" not in text
    assert "Reduced violence for seven straight days ◪ “Reduced violence" in text
    assert "pending, now undetermined; 0 of 7 days surely, 5 at most Newly" in text
    assert text.count("Aid into besieged areas") == 1
    assert text.endswith("No change up to 21 Sept 2016, 00:00.")


def test_new_evidence_is_named():
    """With each change stand the records that decide it now and did not before."""
    text = " ".join(history_text(AGREEMENT, ROWS, records(), "en").split())

    assert "Newly behind it: UN OCHA, 19 Sept 2016, 19:10–19:55 (un-ocha/urum-2016-09-20) and SOHR, 16–17 Sept" in text


def test_a_clock_that_ran_on_says_from_what():
    """Where the verdict is the same and only the clock ran on, it says what the clock was before."""
    clock = Clock(7, 0, 6, None, None, None)
    reading = dataclasses.replace(answer().terms[0].readings[0], clock=clock)
    term = dataclasses.replace(answer().terms[0], readings=(reading,))
    before = dataclasses.replace(answer(), terms=(term,))
    text = " ".join(history_text(AGREEMENT, [(AT - DAY, before), (AT, answer())], records(), "en").split())

    assert "undetermined; 0 of 7 days surely, 5 at most (was 0 of 7 days surely, 6 at most)" in text


def test_the_json_tells_the_same():
    """The JSON has one entry for each moment with a change, with verdicts before and after."""
    first, second = json.loads(history_json(ROWS))
    changes = {each["id"]: each for each in second["changes"]}

    assert [first["as_of"], second["as_of"]] == ["2016-09-18T21:00:00Z", "2016-09-19T21:00:00Z"]
    assert {each["before"] for each in first["changes"]} == {None}
    assert set(changes) == {"reduced-violence/as-us", "jic"}
    assert changes["jic"]["before"] == "undetermined"
    assert changes["jic"]["verdict"] == "not-met"
    assert changes["reduced-violence/as-us"]["clock"] == {"target": 7, "sure": 0, "possible": 5}


def test_no_rows_is_an_empty_history():
    """Nothing asked, nothing told."""
    assert json.loads(history_json([])) == []
    assert len(history_text(AGREEMENT, [], (), "en").splitlines()) == 1
