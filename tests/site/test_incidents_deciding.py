"""Deciding on incidents: standings, determinations, steps, complaints; and two people who decide at once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import shown, view_for
from ceasefire.centre.people.models import Person
from ceasefire.incidents.dossier import conclusions_of, docket_of
from ceasefire.records import Record

Site = Callable[[str], Client]
ONE = "/incidents/one/"
DECIDE = "/incidents/decide/"


def viewer_of(name: str) -> Viewer:
    """Return an account of the demonstration as whoever looks."""
    return Person.objects.get(username=name).viewer(duress=False)


def known(key: str) -> tuple[Record, str]:
    """Return a record as the mission knows it now, and where it stands."""
    view = view_for(viewer_of("analyst"), shown())
    record = next(each for each in view.records if each.key == key)
    return record, view.desk.situation.known.standing_of(record)


def state_of(incident: str, question: str) -> str:
    """Return where a question about an incident stands, as the mission sees it."""
    desk = view_for(viewer_of("analyst"), shown()).desk
    found = next(each for each in desk.incidents if each.id == incident)
    return next(each.state for each in conclusions_of(found, desk.situation) if each.question == question)


def token(page: str, marker: str) -> str:
    """Return what a form was made from: the hidden `seen` of the form in which a marker stands."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if marker in each)
    return html.unescape(re.search(r'name="seen" value="([^"]*)"', form).group(1))  # type: ignore[union-attr]


def moved(browser: Client, incident: str, record: str, to: str, **more: str) -> str:
    """Move a standing by the form of the page; return the page after it, or the refusal."""
    page = browser.get(ONE, {"id": incident}).content.decode()
    form = {
        "incident": incident,
        "what": "standing",
        "record": record,
        "to": to,
        "seen": token(page, f'name="record" value="{record}"'),
    }
    return browser.post(DECIDE, form | more, follow=True).content.decode()


def test_an_analyst_screens_what_was_received(as_: Site):
    """The move is on record, the message says how the record stands, and the list shows it to everybody inside."""
    key = "syrian-army-command/quneitra-aircraft-2016-09-13"
    page = moved(as_("analyst"), "quneitra-aircraft", key, "screened", why="A place and a day.")

    assert "On record as entry" in page
    assert f"{key} now stands so: screened" in page
    assert known(key)[1] == "screened"
    assert state_of("quneitra-aircraft", "happened") == "screened"
    assert "screened" in as_("head").get("/incidents/", {"text": "quneitra"}).content.decode()


def test_two_verifiers_are_needed_and_one_person_is_one(as_: Site):
    """A verifier's decision waits, said before and after; the same person again changes nothing, a second one does."""
    key = "sohr/al-mayadin-2016-09-15"
    first = as_("verifier")
    assert "it waits for a second person" in first.get(ONE, {"id": "al-mayadin"}).content.decode()

    page = moved(first, "al-mayadin", key, "verified")
    assert "Waits for a second person." in page
    assert known(key)[1] == "screened"
    assert "you have decided this; it still waits" in page
    moved(first, "al-mayadin", key, "verified")
    assert known(key)[1] == "screened"

    page = moved(as_("verifier-2"), "al-mayadin", key, "verified")
    assert f"{key} now stands so: verified" in page
    assert known(key)[1] == "verified"


def test_what_lacks_a_second_origin_is_said_before_and_after(as_: Site):
    """The page forecasts that a corroboration moves nothing; if it is entered all the same it says why it did not."""
    browser, key = as_("analyst"), "sohr/talbiseh-2016-09-16"
    assert (
        "it would move nothing: there are not two independent origins" in browser.get(ONE, {"id": key}).content.decode()
    )

    page = moved(browser, key, key, "corroborated")

    assert "Moved nothing: there are not two independent origins" in page
    assert known(key)[1] == "screened"


def test_nobody_verifies_the_own_report(as_: Site):
    """A verifier who told of it is told beforehand that the own word does not count, and it does not."""
    entered = {
        "kind": "report",
        "id": "own",
        "what": "shelling",
        "when": {"from": "2016-09-19T10:00:00+03:00", "to": "2016-09-19T12:00:00+03:00", "how": "sometime"},
        "carrier": "verifier-1",
    }
    file_contents(viewer_of("verifier"), [entered])
    moved(as_("analyst"), "editors/own", "editors/own", "screened")
    page = as_("verifier").get(ONE, {"id": "editors/own"}).content.decode()
    assert "you told of it yourself" in page

    page = moved(as_("verifier"), "editors/own", "editors/own", "verified")

    assert "nobody verifies the own report" in page
    assert known("editors/own")[1] == "screened"


def test_only_the_moves_of_the_table_are_offered_and_taken(as_: Site):
    """From screened an analyst may only corroborate; verified, asked for by hand, is refused and nothing is entered."""
    browser, key = as_("analyst"), "sohr/al-mayadin-2016-09-15"
    page = browser.get(ONE, {"id": "al-mayadin"}).content.decode()
    assert set(re.findall(r'name="to" value="([^"]*)"', page)) == {"corroborated"}
    size = shown().size

    answer = browser.post(
        DECIDE,
        {
            "incident": "al-mayadin",
            "what": "standing",
            "record": key,
            "to": "verified",
            "seen": token(page, key),
            "why": "Mine",
        },
    )

    assert answer.status_code == 422
    assert "Choose one of the moves that the table allows" in answer.content.decode()
    assert ">Mine</textarea>" in answer.content.decode()
    assert shown().size == size


@pytest.mark.parametrize("name", ["reporter", "liaison", "access", "observer", "administrator", ""])
def test_whose_role_decides_nothing_enters_nothing(as_: Site, name: str):
    """The table of access stops a POST before anything is read."""
    size = shown().size
    form = {"incident": "jabal-tharda", "what": "step", "step": "stopped", "seen": "0"}

    assert as_(name).post(DECIDE, form).status_code in (302, 403)
    assert shown().size == size


def test_a_co_chair_moves_no_standing_and_takes_no_step(as_: Site):
    """What the page does not offer a co-chair is refused if it is sent by hand."""
    browser, size = as_("co-chair-us"), shown().size
    for what in ("standing", "step"):
        form = {"incident": "jabal-tharda", "what": what, "record": "sohr/jabal-tharda", "to": "screened", "seen": "0"}
        answer = browser.post(DECIDE, form | {"step": "stopped"})
        assert answer.status_code == 422
        assert "Your role does not decide this" in answer.content.decode()
    assert shown().size == size


def test_determinations_of_two_co_chairs_stand_beside_each_other(as_: Site):
    """Neither prevails: the question is contested once they differ, and each may change its own view."""

    def determined(name: str, view: str) -> str:
        browser = as_(name)
        page = browser.get(ONE, {"id": "al-mayadin"}).content.decode()
        seen = token(page, 'name="question" value="permitted"')
        form = {"incident": "al-mayadin", "what": "determination", "question": "permitted", "view": view, "seen": seen}
        return browser.post(DECIDE, form | {"why": "Our view."}, follow=True).content.decode()

    def screened(name: str) -> None:
        page = as_("analyst").get(ONE, {"id": "al-mayadin"}).content.decode()
        key = next(each for each in re.findall(r'name="record" value="([^"]*)"', page) if each.startswith(name))
        moved(as_("analyst"), "al-mayadin", key, "screened")

    assert "once the mission has screened it" in determined("co-chair-us", "no")
    determined("co-chair-russia", "yes")
    assert state_of("al-mayadin", "permitted") == "not-asked"
    screened("us-state/")
    screened("russian-mfa/")
    assert state_of("al-mayadin", "permitted") == "contested"
    page = determined("co-chair-us", "yes")
    assert "changed: what is decided or said" in page
    assert state_of("al-mayadin", "permitted") != "contested"


def test_naming_somebody_needs_somebody(as_: Site):
    """Who did it, "named", is refused without a name, with what was typed kept; with names it says either or both."""
    browser = as_("co-chair-us")
    page = browser.get(ONE, {"id": "al-mayadin"}).content.decode()
    form = {"incident": "al-mayadin", "what": "determination", "question": "who", "view": "named"}
    form |= {"seen": token(page, 'name="question" value="who"'), "why": "قصف"}

    refused = browser.post(DECIDE, form)
    assert refused.status_code == 422
    assert "Say whom you name" in refused.content.decode()
    assert "قصف" in refused.content.decode()
    browser.post(DECIDE, form | {"by": ["russia", "government"], "operator": "any_of"})
    view = view_for(viewer_of("analyst"), shown())
    entered = next(
        each
        for each in view.records
        if each.kind == "determination" and each.source == "us-state" and getattr(each.details, "question", "") == "who"
    )
    assert entered.who.by is not None
    assert (entered.who.by.operator, set(entered.who.by.members)) == ("any_of", {"russia", "government"})


def test_a_step_in_the_file_makes_the_mistake_file(as_: Site):
    """A call that nobody took is on record, with its moment and outcome, and stands in the incident's timeline."""
    browser = as_("head")
    page = browser.get(ONE, {"id": "jabal-tharda"}).content.decode()
    form = {"incident": "jabal-tharda", "what": "step", "step": "call", "outcome": "no-answer", "addressee": "russia"}
    form |= {"seen": token(page, 'value="step"'), "when": "2016-09-17T17:50"}

    page = browser.post(DECIDE, form, follow=True).content.decode()

    assert "no answer" in page
    assert "17:50" in page


def test_a_party_is_asked_only_with_a_deadline(as_: Site):
    """A notice without an hour is refused in words; with one the party is asked, and silent after it."""
    browser = as_("head")
    page = browser.get(ONE, {"id": "al-mayadin"}).content.decode()
    form = {"incident": "al-mayadin", "what": "step", "step": "notified", "addressee": "government"}
    form |= {"seen": token(page, 'value="step"')}

    assert browser.post(DECIDE, form).status_code == 422
    assert browser.post(DECIDE, form | {"due": "the day after"}).status_code == 422
    page = browser.post(DECIDE, form | {"due": "2016-09-21T19:00"}, follow=True).content.decode()
    assert "asked for its position by" in page


def test_who_decides_second_is_told_and_loses_nothing(as_: Site):
    """A form that was made before somebody else decided enters nothing, says so, and keeps what was typed."""
    slow, key = as_("verifier"), "sohr/al-mayadin-2016-09-15"
    page = slow.get(ONE, {"id": "al-mayadin"}).content.decode()
    moved(as_("verifier-2"), "al-mayadin", key, "verified")
    size = shown().size
    form = {"incident": "al-mayadin", "what": "standing", "record": key, "to": "verified", "seen": token(page, key)}

    answer = slow.post(DECIDE, form | {"why": "I saw the crater."})

    assert answer.status_code == 409
    assert "Somebody decided on this after you had opened the page" in answer.content.decode()
    assert "I saw the crater." in answer.content.decode()
    assert shown().size == size
    retried = token(answer.content.decode(), f'name="record" value="{key}"')
    assert slow.post(DECIDE, form | {"seen": retried}).status_code == 303
    assert known(key)[1] == "verified"


def test_two_versions_that_clash_in_the_ledger_are_told_in_words(as_: Site, monkeypatch: pytest.MonkeyPatch):
    """If both were entered in the same moment, the ledger takes one; the other hears of it, not of a code."""
    browser, key = as_("verifier"), "sohr/al-mayadin-2016-09-15"
    page = browser.get(ONE, {"id": "al-mayadin"}).content.decode()
    form = {"incident": "al-mayadin", "what": "standing", "record": key, "to": "verified", "seen": token(page, key)}
    monkeypatch.setattr("ceasefire.centre.pages.incidents._acting.must_be_current", lambda *_: 0)

    assert browser.post(DECIDE, form).status_code == 303
    answer = browser.post(DECIDE, form | {"why": "Again."})

    assert answer.status_code == 409
    assert "Nothing of yours was entered" in answer.content.decode()
    assert "Again." in answer.content.decode()


def test_a_form_from_another_site_is_refused(site: object):
    """Without the site's token nothing is entered, on any of these addresses."""
    del site
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    browser.force_login(Person.objects.get(username="analyst"), backend="ceasefire.centre.people._signing.Backend")
    size = shown().size
    for address in (DECIDE, "/incidents/links/", "/incidents/protected/", "/complaints/"):
        assert browser.post(address, {"position": "80", "incident": "jabal-tharda"}).status_code == 403
    assert shown().size == size


def complained() -> str:
    """Put a complaint of Russia to the United States; return its key."""
    content = {
        "kind": "complaint",
        "id": "c-17",
        "number": "17",
        "addressee": {"all_of": ["united-states"]},
        "who": {"by": {"all_of": ["russia"]}},
        "incident": "jabal-tharda",
        "when": {"from": "2016-09-18T10:00:00+03:00", "to": "2016-09-18T10:01:00+03:00", "how": "sometime"},
    }
    file_contents(viewer_of("co-chair-russia"), [content])
    return "russian-mfa/c-17"


def test_a_complaint_is_admitted_notified_and_closed(as_: Site):
    """Each step moves it one station on; what each side put stands beside how much was watched."""
    key, browser = complained(), as_("analyst")

    def stepped(**form: str) -> str:
        page = browser.get("/complaints/").content.decode()
        form |= {"complaint": key, "seen": token(page, f'value="{key}"')}
        return browser.post("/complaints/", form, follow=True).content.decode()

    page = browser.get("/complaints/").content.decode()
    assert "Russian Federation, number 17" in page
    assert "Watched since the first" in page
    assert "days" in page
    stepped(step="admitted")
    page = stepped(step="notified", addressee="united-states", due="2016-09-19T10:00")
    assert "overdue" in page
    (docketed,) = docket_of(view_for(viewer_of("analyst"), shown()).desk.situation)
    assert (docketed.stage, docketed.overdue) == ("notified", True)
    page = stepped(step="closed")
    assert "Enter a step" not in page


def test_a_complaint_takes_only_the_steps_that_it_may(as_: Site):
    """What was only received cannot be closed; a co-chair reads the docket and enters no step in it."""
    key, browser = complained(), as_("analyst")
    page = browser.get("/complaints/").content.decode()
    form = {"complaint": key, "seen": token(page, f'value="{key}"'), "step": "closed"}
    size = shown().size

    assert browser.post("/complaints/", form).status_code == 422
    assert "Enter a step" not in as_("co-chair-us").get("/complaints/").content.decode()
    assert as_("co-chair-us").post("/complaints/", form).status_code == 403
    assert shown().size == size


def test_a_reply_counts_once_it_was_screened(as_: Site):
    """A co-chair's reply is listed as received; an analyst screens it in the docket, and the complaint is answered."""
    key, browser = complained(), as_("analyst")
    at = {"from": "2016-09-18T20:00:00+03:00", "to": "2016-09-18T20:01:00+03:00", "how": "sometime"}
    reply = {
        "kind": "answer",
        "id": "re-17",
        "complaint": key,
        "when": at,
        "who": {"by": {"all_of": ["united-states"]}},
    }
    file_contents(viewer_of("co-chair-us"), [reply])
    page = browser.get("/complaints/").content.decode()
    assert "it counts for nothing yet" in page
    assert "Screen this reply" not in as_("head").get("/complaints/").content.decode()
    browser.post("/complaints/", {"complaint": key, "reply": "us-state/re-17", "seen": token(page, 'name="reply"')})
    (docketed,) = docket_of(view_for(viewer_of("analyst"), shown()).desk.situation)
    assert docketed.answers == ("us-state/re-17",)


def test_an_empty_docket_says_that_silence_means_nothing(as_: Site):
    """Without a complaint there is no total, and no word that all is well."""
    page = as_("co-chair-russia").get("/complaints/").content.decode()

    assert "No complaint is on record for you" in page
    assert "silence is not compliance" in page
