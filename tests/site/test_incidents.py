"""The list of incidents, one incident, and the opening of protected parts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import shown, view_for
from ceasefire.centre.people.models import Journal, Person

Site = Callable[[str], Client]
READERS = ("reporter", "analyst", "verifier", "head", "co-chair-us", "liaison", "access", "observer")
AIR = {
    "kind": "report",
    "when": {"from": "2016-09-19T10:00:00+03:00", "to": "2016-09-19T12:00:00+03:00", "how": "sometime"},
    "where": {"lat": 36.123456, "lon": 37.123456, "radius_m": 1000},
    "what": "air-strike",
}


def viewer_of(name: str) -> Viewer:
    """Return an account of the demonstration as whoever looks."""
    return Person.objects.get(username=name).viewer(duress=False)


def text_of(browser: Client, address: str, **query: str) -> str:
    """Return the page at an address, which must be there."""
    answer = browser.get(address, query)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def ids_in(page: str) -> list[str]:
    """Return the incidents that a list shows, in order."""
    return re.findall(r'<th scope="row" role="rowheader"><a href="[^"]*"><bdi>(.*?)</bdi>', page)


@pytest.mark.parametrize("name", READERS)
def test_the_list_shows_what_was_released_and_nothing_else(as_: Site, name: str):
    """Each reader sees exactly the incidents that follow from the records released to their audience."""
    page = text_of(as_(name), "/incidents/")

    expected = {each.id for each in view_for(viewer_of(name), shown()).desk.incidents}
    assert set(ids_in(page)) == expected
    assert ("urum-al-kubra-convoy" in expected) == (name != "observer")


@pytest.mark.parametrize("address", ["/incidents/", "/incidents/one/?id=jabal-tharda"])
@pytest.mark.parametrize("name", ["", "administrator"])
def test_who_works_with_nothing_of_it_reads_nothing_of_it(as_: Site, name: str, address: str):
    """Nobody without an account, and nobody for administering, reads about incidents."""
    answer = as_(name).get(address)

    assert answer.status_code in (302, 403)
    assert b"jabal-tharda" not in answer.content.split(b"<main")[-1]


def test_counts_stand_side_by_side_and_are_never_added(as_: Site):
    """Two sources' counts of one incident are both in its row, and their sum is nowhere."""
    page = text_of(as_("analyst"), "/incidents/", text="al-mayadin")

    assert "killed: 23" in page
    assert "killed: 31" in page
    assert "54" not in re.sub(r"<[^>]*>", "", page)


def test_filters_narrow_the_list_and_stay_in_the_form(as_: Site):
    """Area, days, standing, kind and a part of the id each leave out what does not fit."""
    browser = as_("analyst")

    assert ids_in(text_of(browser, "/incidents/", since="2016-09-19")) == ["talbiseh-delivery", "urum-al-kubra-convoy"]
    assert ids_in(text_of(browser, "/incidents/", until="2016-09-10")) == [
        "rferl/aleppo-2016-09-10",
        "rferl/idlib-2016-09-10",
    ]
    nearby = set(ids_in(text_of(browser, "/incidents/", area="talbiseh")))
    assert {"sohr/talbiseh-2016-09-16", "talbiseh-delivery"} <= nearby
    assert not {"jabal-tharda", "sohr/zabadani-2016-09-16", "aleppo-activists/eastern-aleppo-2016-09-18"} & nearby
    assert ids_in(text_of(browser, "/incidents/", kind="aircraft-downed")) == ["quneitra-aircraft"]
    assert "jabal-tharda" in ids_in(text_of(browser, "/incidents/", standing="corroborated"))
    assert "al-mayadin" not in ids_in(text_of(browser, "/incidents/", standing="corroborated"))
    page = text_of(browser, "/incidents/", text="THARDA")
    assert set(ids_in(page)) == {"jabal-tharda", "reuters/jabal-tharda-hill-taken"}
    assert 'value="THARDA"' in page


def test_what_cannot_be_used_as_a_filter_is_said_and_filters_nothing(as_: Site):
    """A day or an area that is none is told beside its field, and the list is whole."""
    page = text_of(as_("analyst"), "/incidents/", since="yesterday", area="atlantis", standing="x", page="٣")

    assert "A day is written as 2016-09-17" in page
    assert "The agreement has no such area" in page
    assert len(ids_in(page)) == 15


def test_an_empty_list_says_that_silence_means_nothing(as_: Site):
    """Nothing found is no good news, and the way back to everything is there."""
    page = text_of(as_("analyst"), "/incidents/", text="no such thing")

    assert "silence is not compliance" in page
    assert "Show all" in page


def test_an_incident_without_time_and_place_stays_visible(as_: Site):
    """What tells no place fits every area, possibly, and says that it does."""
    content = {key: value for key, value in AIR.items() if key != "where"} | {"id": "nowhere"}
    file_contents(viewer_of("analyst"), [content])
    page = text_of(as_("analyst"), "/incidents/", area="zabadani", sort="latest")

    row = page.split("editors/nowhere</bdi>")[1].split("</tr>")[0]
    assert "no place told" in row
    assert "possibly in this area" in row


def test_known_at_an_earlier_moment_shows_what_was_known_then(as_: Site):
    """The attack on the convoy was not known at noon; the page says so instead of pretending that there is none."""
    browser = as_("analyst")
    noon = "2016-09-19T12:00:00+03:00"

    assert "urum-al-kubra-convoy" not in ids_in(text_of(browser, "/incidents/", known=noon))
    page = text_of(browser, "/incidents/one/", id="urum-al-kubra-convoy", known=noon)
    assert "Nothing of it was known at" in page
    assert "killed" not in page
    assert as_("observer").get("/incidents/one/", {"id": "urum-al-kubra-convoy", "known": noon}).status_code == 404


def test_one_incident_has_its_reports_positions_and_every_change(as_: Site):
    """Reports side by side, who denies and who admits, tallies beside it, each version with its entry."""
    page = text_of(as_("observer"), "/incidents/one/", id="jabal-tharda")

    assert page.count('class="report"') == 5
    assert "admitted by a side that is named" in page
    assert "denies" in page
    assert "changed: counts" in page
    assert "Every change, the newest first" in page
    assert "Tallies beside it" in page
    assert "never added" in page


def test_forms_are_there_for_those_who_decide_and_for_nobody_else(as_: Site):
    """An analyst moves standings, a co-chair determines, an observer and a liaison read; the past offers no form."""
    pages = {name: text_of(as_(name), "/incidents/one/", id="jabal-tharda") for name in READERS}

    assert {name for name, page in pages.items() if "Move a standing" in page} == {"analyst", "verifier", "head"}
    assert {name for name, page in pages.items() if "Determine on a question" in page} == {"head", "co-chair-us"}
    past = text_of(as_("analyst"), "/incidents/one/", id="jabal-tharda", known="2016-09-19T12:00:00+03:00")
    assert 'action="/incidents/decide/' not in past
    assert "Open the protected parts" not in past


@pytest.mark.parametrize(
    "ident", ["a/b//c", "حادثة-تلبيسة", "<script>alert(1)</script>", 'x" onmouseover="y', "%2e%2e%2f", "a&known=0#b"]
)
def test_ids_of_any_kind_are_safe_and_lead_to_their_incident(as_: Site, ident: str):
    """An id with slashes, in Arabic or full of HTML is shown as text, and its link opens it."""
    name = {} if "/" in ident else {"incident": ident}  # the name of an incident has no slash, the key of a record has
    file_contents(viewer_of("analyst"), [AIR | {"id": ident} | name])
    browser, called = as_("analyst"), name.get("incident", f"editors/{ident}")
    page = text_of(browser, "/incidents/", sort="latest")

    assert "<script>alert" not in page
    assert 'onmouseover="y' not in page
    links = re.findall(r'href="(/incidents/one/\?[^"]*)"', page)
    wanted = urlencode({"id": called})
    assert any(each.replace("&amp;", "&") == f"/incidents/one/?{wanted}" for each in links)
    one = browser.get(f"/incidents/one/?{wanted}")
    assert one.status_code == 200
    assert "<script>alert" not in one.content.decode()
    assert f"editors/{ident}" in html.unescape(one.content.decode())


def position_of(key: str) -> int:
    """Return the entry of a record's newest version."""
    return max(each.position for each in shown().inputs.records if each.key == key)


def test_opening_protected_parts_is_put_on_record_before_they_are_shown(as_: Site):
    """The exact place is on the page that was asked for, on no other, and the reading is in the journal."""
    entered = file_contents(viewer_of("analyst"), [AIR | {"id": "seen", "text": {"en": "Two aircraft."}}]).first
    browser = as_("analyst")
    assert "36.123456" not in text_of(browser, "/incidents/one/", id="editors/seen")
    before = Journal.objects.filter(what="opened").count()

    page = browser.post("/incidents/protected/", {"position": entered, "incident": "editors/seen"})

    assert "36.123456" in page.content.decode()
    assert "Two aircraft." in page.content.decode()
    assert "This reading is on record" in page.content.decode()
    line = Journal.objects.filter(what="opened")[0]
    assert Journal.objects.filter(what="opened").count() == before + 1
    assert (line.name, line.about) == ("analyst", f"entry {entered}: narrative, position")


@pytest.mark.parametrize("name", ["", "observer", "administrator", "reporter"])
def test_whose_role_opens_nothing_opens_nothing(as_: Site, name: str):
    """Protected parts stay shut to observers, reporters, administrators and strangers, and nothing is journaled."""
    position = position_of("sohr/jabal-tharda")
    answer = as_(name).post("/incidents/protected/", {"position": position})

    assert answer.status_code in (302, 403)
    assert not Journal.objects.filter(what="opened").exists()


def test_a_team_without_a_key_or_without_a_share_opens_nothing(as_: Site):
    """A co-chair finds a report's parts sealed for others, a liaison has no key here: both are told, nothing opens."""
    entered = file_contents(viewer_of("analyst"), [AIR | {"id": "sealed", "text": {"en": "Two aircraft."}}]).first
    for name in ("co-chair-us", "liaison"):
        page = as_(name).post("/incidents/protected/", {"position": entered}).content.decode()
        assert "No part of this entry opens" in page
        assert "Two aircraft." not in page
    assert not Journal.objects.filter(what="opened").exists()


@pytest.mark.parametrize("position", ["-1", "999999", "", "x", "٣", "0"])
def test_an_entry_that_is_none_or_was_not_released_is_not_opened(as_: Site, position: str):
    """Numbers that name no record of the reader's own view open nothing and do not say why."""
    assert as_("analyst").post("/incidents/protected/", {"position": position}).status_code == 404


def test_a_session_of_the_duress_word_opens_and_decides_nothing(as_: Site):
    """It reads what an observer reads: no forms, no sealed parts, nothing entered, nothing journaled as opened."""
    browser = as_("analyst")
    session = browser.session
    session["duress"] = True
    session.save()
    size = shown().size
    page = text_of(browser, "/incidents/one/", id="jabal-tharda")

    assert "Open the protected parts" not in page
    assert 'action="/incidents/decide/' not in page
    assert "urum-al-kubra-convoy" not in ids_in(text_of(browser, "/incidents/"))
    opened = browser.post("/incidents/protected/", {"position": position_of("sohr/jabal-tharda")})
    assert opened.status_code in (403, 503)
    browser.post("/incidents/decide/", {"incident": "jabal-tharda", "what": "step", "step": "stopped", "seen": "0"})
    assert shown().size == size
    assert not Journal.objects.filter(what="opened").exists()
