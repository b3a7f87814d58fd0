"""Pages are made to claim more than the records carry: a verdict without its reader, silence, a stale answer."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import Shown, _current, catch_up, shown, store
from ceasefire.centre.people.models import Person

Site = Callable[[str], Client]
REPORT = {"kind": "report", "what": "shelling", "when": {"day": "2016-09-17", "zone": "Asia/Damascus"}}
_VERDICT = re.compile(r"\b(?:not met|met)\b")


def text_of(answer: Any) -> str:
    """Return a page's words."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def anew() -> Shown:
    """Return the answer from this test's own database: an answer of another's with the same checkpoint may stand."""
    _current._current.newest = None
    _current._current.rest_until = 0.0
    return shown()


@pytest.mark.parametrize("name", ["", "analyst", "observer", "co-chair-russia"])
def test_the_headline_names_its_reader_and_how_much_was_watched(as_: Site, name: str):
    """The verdict that leads stands with whose reading it is and the share that was watched, never alone."""
    page = as_(name).get("/").content.decode()
    lead = page[page.index('<section class="lead">') : page.index("</section>", page.index('<section class="lead">'))]
    told = " ".join(unescape(re.sub(r"<[^>]+>", " ", lead)).split())
    assert _VERDICT.search(told) is None or "as read by" in told
    assert "watched" in told
    assert "illustration" not in told.lower()


@pytest.mark.parametrize("path", ["/", "/time/", "/aid/", "/bulletins/1/"])
def test_no_page_says_violation_of_a_verdict(as_: Site, path: str):
    """It is never called a violation but where a side's own words say so, or to say that none is declared."""
    told = text_of(as_("observer").get(path))
    computed = re.findall(r"(?:verdict|computed)[^.]{0,40}violation", told, re.IGNORECASE)
    assert computed == []


def test_before_anything_was_known_nothing_is_claimed(as_: Site):
    """As known before the first record no day is kept, no term is met, and no number of days runs."""
    told = as_("observer").get("/api/v1/board?known=2016-01-01T00:00:00Z").json()["answer"]
    for term in told["terms"]:
        for reading in term["readings"]:
            assert reading["verdict"] not in ("met", "not-met"), (term["id"], reading["id"])
            assert not any(cell["state"] == "kept" for cell in reading["strip"])
    page = text_of(as_("observer").get("/?known=2016-01-01T00:00:00Z"))
    assert "Nothing became known in the last 24 hours. Silence is not compliance." in page


def test_a_moment_to_come_claims_no_day_that_is_not_over(as_: Site):
    """Asked how it will stand next week, no day after the present is told as kept or as quiet."""
    browser = as_("analyst")
    told = browser.get("/api/v1/board?known=2016-10-20T00:00:00Z").json()["answer"]
    late = [
        (term["id"], cell["start"])
        for term in told["terms"]
        for reading in term["readings"]
        for cell in reading["strip"]
        if cell["state"] == "kept" and cell["start"] > "2016-09-20T00:00:00Z"
    ]
    assert late == []


@pytest.mark.parametrize("path", ["/", "/api/v1/board"])
def test_an_answer_says_from_which_checkpoint_it_is(as_: Site, path: str):
    """While a newer answer is being computed the older one stands with its own size, not the ledger's."""
    before = anew()
    _current._current.rest_until = float("inf")  # no new answer now
    try:
        viewer = Person.objects.get(username="reporter").viewer(duress=False)
        size, wait = store().size(), _current._CATCH_UP_S
        _current._CATCH_UP_S = 0.0
        work = _current._Work(_current._mark())
        _current._current.work = work  # one is under way, and does not end
        try:
            file_contents(viewer, [REPORT | {"id": "while-resting"}])
            stale = as_("analyst").get(path)
        finally:
            _current._CATCH_UP_S, _current._current.work = wait, None
            work.done.set()
    finally:
        _current._current.rest_until = 0.0
    assert store().size() == size + 1
    told = stale.json()["checkpoint"]["size"] if path != "/" else None
    assert told in (None, before.size)
    if path == "/":
        assert f"first {before.size} entries" in text_of(stale) or f"{before.size}" in text_of(stale)
        assert f"{before.size + 1} entries" not in text_of(stale)


def test_whoever_entered_waits_for_an_answer_that_has_it(site: object):
    """Though one that began before is under way and the process would rest after it."""
    del site
    anew()
    begun, go = threading.Event(), threading.Event()
    work = _current._Work(_current._mark())

    def older() -> None:
        begun.set()
        go.wait(5)
        with _current._current.lock:
            _current._current.work, _current._current.rest_until = None, float("inf")
        work.done.set()

    _current._current.work = work
    thread = threading.Thread(target=older)
    thread.start()
    try:
        begun.wait(5)
        threading.Timer(0.2, go.set).start()
        viewer = Person.objects.get(username="reporter").viewer(duress=False)
        position = file_contents(viewer, [REPORT | {"id": "waited-for"}]).first
        assert _current._current.newest is not None
        assert _current._current.newest[1].size > position
    finally:
        go.set()
        thread.join()
        _current._current.rest_until = 0.0


def test_an_error_is_told_once_and_not_forever(site: object, monkeypatch: pytest.MonkeyPatch):
    """A computation that fails leaves the last answer standing; the next one is computed as ever."""
    del site
    kept = anew()
    viewer = Person.objects.get(username="reporter").viewer(duress=False)

    def fails(*_: object) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as broken:
        broken.setattr(_current, "shown_at", fails)
        file_contents(viewer, [REPORT | {"id": "in-vain"}])
        assert shown().size == kept.size
    _current._current.rest_until = 0.0
    assert catch_up().size == store().size()


def test_a_decision_that_is_not_counted_yet_is_not_said_to_have_moved_anything(as_: Site):
    """Where the answer does not have it, the page says that it is on record, and nothing of what came of it."""
    wait = _current._CATCH_UP_S
    anew()
    work = _current._Work(_current._mark())
    _current._CATCH_UP_S, _current._current.work = 0.0, work
    browser = as_("head")
    try:
        form = {"incident": "jabal-tharda", "what": "determination", "question": "happened", "view": "yes", "seen": "0"}
        form["seen"] = "1"
        told = text_of(browser.post("/incidents/decide/", form, follow=True))
    finally:
        _current._CATCH_UP_S, _current._current.work = wait, None
        work.done.set()
    assert "On record as entry" in told
    assert "taken back" not in told.partition("On record as entry")[2][:120]


def test_another_ledger_is_never_answered_from_this_one(site: object):
    """An answer kept of one database does not stand for another, older or newer."""
    del site
    mark = _current._mark()
    other = _current.Mark("elsewhere", *[getattr(mark, each) for each in _current.Mark.__slots__[1:]])
    assert not mark.is_for(other)


def test_counts_of_sources_stand_apart_on_every_page_that_shows_them(as_: Site):
    """Where several sources count, the page says that they are never added, and shows no total."""
    for path in ("/statements/", "/incidents/one/?id=jabal-tharda", "/aid/"):
        told = text_of(as_("observer").get(path))
        assert "total of all" not in told.lower(), path
        if "What each source counted" in told or "Tallies beside it" in told:
            assert "never added" in told, path


def test_where_nothing_is_known_no_page_says_none(as_: Site):
    """Aid: a gap has bounds and says since when; the map: unwatched is not quiet; the time sheet keeps both apart."""
    aid, sheet = text_of(as_("observer").get("/aid/")), as_("observer").get("/map/?layer=coverage").content.decode()
    assert "no delivery that was released to you since" in aid or "last delivery known" in aid
    assert "no deliveries" not in aid.lower()
    assert "quiet" not in re.sub(r'class="[^"]*"', "", sheet).lower() or "watched" in sheet


def test_nobody_waits_in_vain_for_an_answer_that_takes_longer_than_the_patience(site: object):
    """What was entered is on record at once; the next page has the answer before, and says which it is."""
    del site
    kept = anew()
    viewer = Person.objects.get(username="reporter").viewer(duress=False)
    _current._current.took, _current._current.rest_until = _current._CATCH_UP_S + 1, time.monotonic() + 60
    try:
        begun = time.monotonic()
        position = file_contents(viewer, [REPORT | {"id": "not-waited-for"}]).first
        assert time.monotonic() - begun < _current._CATCH_UP_S / 2
        assert store().size() == position + 1
        assert shown().size == kept.size
    finally:
        _current._current.took = _current._current.rest_until = 0.0
    assert catch_up().size == position + 1
