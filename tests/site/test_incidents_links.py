"""The link desk and the work queues."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.entering import file_records
from ceasefire.centre.live import now, shown, view_for
from ceasefire.centre.people.models import Person
from ceasefire.incidents import Decider, link_decision
from ceasefire.incidents.dossier import Incident

Site = Callable[[str], Client]
LINKS = "/incidents/links/"
ONE, OTHER = "russian-centre/al-ansari-2016-09-14", "russian-general-staff/aleppo-2016-09-13"
PAIR = (f'name="first" value="{ONE}"', f'name="second" value="{OTHER}"')


def viewer_of(name: str) -> Viewer:
    """Return an account of the demonstration as whoever looks."""
    return Person.objects.get(username=name).viewer(duress=False)


def incidents() -> dict[str, tuple[str, ...]]:
    """Return the accounts of every incident, as the mission sees it."""
    found: tuple[Incident, ...] = view_for(viewer_of("analyst"), shown()).desk.incidents
    return {each.id: tuple(sorted(one.key for one in each.accounts)) for each in found}


def form_with(page: str, *markers: str) -> dict[str, str]:
    """Return the hidden fields of the first form in which all the markers stand."""
    form = next(
        each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if all(marker in each for marker in markers)
    )
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


def test_a_pair_is_confirmed_and_undone_and_all_is_as_before(as_: Site):
    """Confirmed, the list has one incident fewer; undone, it is exactly what it was, and both stay on record."""
    browser, before, size = as_("analyst"), incidents(), shown().size
    page = browser.get(LINKS).content.decode()
    assert "485 of 1,000" in page
    assert "same place" in page

    page = browser.post(LINKS, form_with(page, *PAIR) | {"do": "confirmed"}, follow=True).content.decode()

    assert "The two are one incident now" in page
    assert len(incidents()) == len(before) - 1
    assert incidents()[ONE] == (ONE, OTHER)
    page = browser.post(LINKS, form_with(page, 'value="undo"') | {"do": "undo"}, follow=True).content.decode()
    assert incidents() == before
    assert "485 of 1,000" in page
    assert shown().size == size + 2


def test_undoing_brings_back_the_decision_before(as_: Site):
    """Rejected after it was confirmed, and undone: it is confirmed again."""
    browser = as_("analyst")
    pages = {}
    for state in ("confirmed", "rejected"):
        page = browser.get(LINKS).content.decode()
        pages[state] = browser.post(LINKS, form_with(page, *PAIR) | {"do": state}, follow=True).content.decode()
    assert ONE in incidents()
    assert OTHER in incidents()

    browser.post(LINKS, form_with(pages["rejected"], 'value="undo"') | {"do": "undo"})

    assert incidents()[ONE] == (ONE, OTHER)


def test_a_split_parts_what_was_chosen_and_can_be_undone(as_: Site):
    """One report of five goes, four stay together; undone one by one they are five again."""
    browser, before = as_("head"), incidents()
    page = browser.get(LINKS, {"split": "jabal-tharda"}).content.decode()
    form = form_with(page, 'name="parted"')

    answer = browser.post(LINKS, form | {"do": "split", "parted": "sohr/jabal-tharda"}, follow=True)

    assert "On record as entry" in answer.content.decode()
    assert incidents()["sohr/jabal-tharda"] == ("sohr/jabal-tharda",)
    assert len(incidents()["jabal-tharda"]) == 4
    for _ in range(4):
        page = browser.get(LINKS).content.decode()
        browser.post(LINKS, form_with(page, 'value="undo"') | {"do": "undo"})
    assert incidents() == before


def test_a_split_of_all_or_none_is_refused(as_: Site):
    """Somebody must go and somebody must stay."""
    browser, size = as_("analyst"), shown().size
    page = browser.get(LINKS, {"split": "al-mayadin"}).content.decode()
    form = form_with(page, 'name="parted"') | {"do": "split"}

    for parted in ([], list(incidents()["al-mayadin"])):
        answer = browser.post(LINKS, form | {"parted": parted})
        assert answer.status_code == 422
        assert "at least one must stay" in answer.content.decode()
    assert shown().size == size


def test_who_decides_second_on_a_pair_is_told(as_: Site):
    """The first decision stands, the second person hears of it, and keeps the reason that was typed."""
    slow, quick = as_("analyst"), as_("head")
    page = slow.get(LINKS).content.decode()
    quick.post(LINKS, form_with(quick.get(LINKS).content.decode(), *PAIR) | {"do": "rejected"})
    size = shown().size

    answer = slow.post(LINKS, form_with(page, *PAIR) | {"do": "confirmed", "why": "The same hour."})

    assert answer.status_code == 409
    assert "Nothing of yours was entered" in answer.content.decode()
    assert "The same hour." in answer.content.decode()
    assert shown().size == size
    assert ONE in incidents()


def test_only_the_source_that_decided_can_undo(as_: Site):
    """Another source's decision is shown with whose it is; undoing it, sent by hand, is refused."""
    other = viewer_of("co-chair-us")
    decision = link_decision((), (ONE, OTHER), "rejected", Decider("un-ocha", "analyst", "access-1", now()))
    file_records(Viewer("analyst", "mission", "un-ocha", "access-1", other.person), [decision])
    browser = as_("analyst")
    page = browser.get(LINKS).content.decode()
    assert "only it can undo it" in page
    size = shown().size

    answer = browser.post(LINKS, {"do": "undo", "key": decision.key, "seen": "1"})

    assert answer.status_code == 422
    assert shown().size == size


def test_records_that_are_none_are_refused_in_words(as_: Site):
    """A pair named by hand must be two accounts; the nearest name is offered, and what was typed stays."""
    browser = as_("analyst")
    form = {"do": "confirmed", "seen": "0", "first": ONE, "second": "russian-general-staff/aleppo-2016-09-1"}

    answer = browser.post(LINKS, form)

    assert answer.status_code == 422
    assert f"Did you mean &#34;{OTHER}&#34;?" in answer.content.decode()
    assert f'value="{ONE}"' in answer.content.decode()
    assert browser.post(LINKS, form | {"second": ONE}).status_code == 422
    assert browser.post(LINKS, {"do": "burn"}).status_code == 422


@pytest.mark.parametrize("name", ["reporter", "co-chair-us", "liaison", "access", "observer", "administrator", ""])
def test_the_link_desk_is_for_those_who_link(as_: Site, name: str):
    """Nobody else sees it or decides on it."""
    size = shown().size

    assert as_(name).get(LINKS).status_code in (302, 403)
    assert as_(name).post(LINKS, {"do": "confirmed", "first": ONE, "second": OTHER, "seen": "0"}).status_code in (
        302,
        403,
    )
    assert shown().size == size


@pytest.mark.parametrize("purpose", ["verification", "answers", "linking"])
def test_queues_are_the_missions_alone(as_: Site, purpose: str):
    """The mission is told what to look at next, and that it is for its eyes; nobody else learns anything of it."""
    for name in ("analyst", "verifier", "head", "access"):
        page = as_(name).get("/incidents/queue/", {"for": purpose})
        assert page.status_code == 200
        assert "For the mission’s eyes only" in page.content.decode()
    for name in ("reporter", "co-chair-us", "co-chair-russia", "liaison", "observer", "administrator", ""):
        assert as_(name).get("/incidents/queue/", {"for": purpose}).status_code in (302, 403)


def test_the_queue_leads_to_what_waits(as_: Site):
    """An unscreened report is in it with its reason and a link to its incident; a pair leads to the link desk."""
    browser = as_("analyst")
    page = browser.get("/incidents/queue/").content.decode()
    assert "sohr/urum-attack" in page
    assert "/incidents/one/?id=urum-al-kubra-convoy" in page
    page = browser.get("/incidents/queue/", {"for": "linking"}).content.decode()
    assert "score 485 of 1,000" in page
    assert "/incidents/links/?record=" in page


def test_a_queue_under_duress_holds_nothing(as_: Site):
    """Who was made to sign in shows nothing of what the mission would look at next."""
    browser = as_("analyst")
    session = browser.session
    session["duress"] = True
    session.save()
    for address in ("/incidents/queue/", LINKS):
        page = browser.get(address)
        assert "urum" not in page.content.decode()
        assert ONE not in page.content.decode()
