"""Aid: the ladder by area and day, how long without, convoys, and filing a rung."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from ceasefire.centre.live import shown, store, view_for
from ceasefire.centre.people.models import Person
from ceasefire.records import Movement

Site = Callable[[str], Client]
WHERE, FILE = "/aid/", "/aid/movement/"
RUNG = {
    "ident": "movement-0123456789ab", "amends": "", "status": "refused", "convoy": "east-1", "area": "eastern-aleppo",
    "since": "2016-09-19T08:00", "until": "2016-09-19T12:00", "how": "sometime", "whose": ["un", "sarc"],
    "doer": ["government"], "trucks_least": "18", "trucks_most": "", "items-removed_least": "3",
    "items-removed_most": "3", "words": "Surgical kits were taken out.", "words_in": "en", "title": "Note", "url": "",
}  # fmt: skip


def text(browser: Client, address: str = WHERE) -> str:
    """Return a page."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def row(page: str, table: str, area: str) -> str:
    """Return an area's row of a table, as text."""
    part = page[page.index(f'class="{table}"') :]
    found = re.search(rf'<tr role="row"><th scope="row" role="rowheader">{area}</th>(.*?)</tr>', part, re.DOTALL)
    assert found, area
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_an_area_without_a_delivery_says_how_long_surely_and_at_most(as_: Site):
    """Eastern Aleppo was watched for seven days without one; Madaya was not watched and is not known of."""
    page = text(as_("analyst"))
    watched, unknown = row(page, "without", "Eastern Aleppo"), row(page, "without", "Madaya")

    assert "7 days, surely" in watched
    assert "0 surely, 7 days at most" in unknown
    assert "no delivery known since 12 Sept 2016, 19:00" in unknown
    assert "watched on 0 of 7 days" in unknown
    assert "none" not in unknown


def test_a_day_says_in_words_what_was_and_what_only_possibly(as_: Site):
    """A delay told throughout is sure on its days; a day on which nobody watched is told as not known, not as empty."""
    page = text(as_("analyst"))

    assert "delayed" in row(page, "ladder", "Eastern Aleppo")
    assert "possibly delivered" in row(page, "ladder", "Talbiseh")
    assert "nothing known" in row(page, "ladder", "Foah")


def test_outside_the_mission_nothing_that_is_on_its_way_is_shown(as_: Site):
    """A co-chair and an observer see only what is over, and are told that more is held back."""
    assert "border-aleppo" in text(as_("analyst"))
    for name in ("co-chair-us", "observer", "liaison", "reporter"):
        page = text(as_(name))

        assert "border-aleppo" not in page, name
        assert "eastern-aleppo-held" not in page, name
        assert "shown only once it is over" in page, name
        assert "no delivery known" not in page, f"{name}: the mission may know of one"
        assert "no delivery that was released to you since" in row(page, "without", "Madaya"), name
    assert "talbiseh-2016-09-19" in text(as_("co-chair-us"))
    assert "talbiseh-2016-09-19" not in text(as_("observer"))


def test_the_duress_view_does_not_say_that_anything_is_held_back(as_: Site):
    """Signed in by the duress word, the access officer sees what an observer sees, and no word that it is less."""
    browser = as_("access")
    session = browser.session
    session["duress"] = True
    session.save()
    page = text(browser)

    assert "border-aleppo" not in page
    assert "not released to you" not in page
    assert "Outside the mission" not in page


def test_a_notice_is_shown_to_nobody(as_: Site):
    """Protective notices have no audience here: not one of their words or keys is on the page, even for the mission."""
    notices = [each for each in shown().inputs.records if each.kind == "notice"]

    assert notices
    for name in ("analyst", "head", "access", "co-chair-us", "observer"):
        page = text(as_(name))
        assert not any(each.key in page for each in notices), name


def test_two_accounts_of_one_delivery_stand_side_by_side(as_: Site):
    """What the Red Cross and an observatory say of one convoy stands in one list, its numbers not added."""
    page = text(as_("analyst"), f"{WHERE}?convoy=talbiseh-2016-09-19")

    assert "icrc/talbiseh-2016-09-19" in page
    assert "sohr/talbiseh-2016-09-19" in page
    assert "about 84,000 (1 or more)" in page
    assert "border-aleppo-1/" not in page


def test_filters_stand_in_the_address(as_: Site):
    """One area leaves one row, one convoy leaves its rungs; what fits nothing says so."""
    page = text(as_("analyst"), f"{WHERE}?area=talbiseh&convoy=talbiseh-2016-09-19")

    assert 'rowheader">Talbiseh</th>' in page
    assert 'rowheader">Foah</th>' not in page
    assert "Take a filter away" in text(as_("analyst"), f"{WHERE}?convoy=not-there")
    assert text(as_("analyst"), f"{WHERE}?until=never&days=civil")


def test_as_known_earlier_nothing_later_is_shown(as_: Site):
    """As known on 15 September nobody yet knows of the convoy to Talbiseh."""
    assert "talbiseh-2016-09-19" not in text(as_("analyst"), f"{WHERE}?known=2016-09-15T12:00:00%2B03:00")


@pytest.mark.parametrize(("name", "says"), [("analyst", True), ("observer", False), ("co-chair-russia", False)])
def test_the_verdicts_of_the_aid_terms_stand_beside(as_: Site, name: str, says: bool):
    """Each reading of the aid term with its verdict and author; what would settle it is the mission's alone."""
    page = text(as_(name))

    assert "A sustained flow of relief supplies" in page
    assert "Reduced violence over seven straight days" not in page
    assert ("Would settle it" in page) == says


@pytest.mark.parametrize("name", ["observer", "co-chair-us", "liaison", "access"])
def test_only_records_that_the_reader_sees_are_named(as_: Site, name: str):
    """No key of a record that was not released to the reader stands on the page, not even in the evidence."""
    person = Person.objects.get(username=name)
    view = view_for(person.viewer(duress=False), shown())
    seen = {each.key for each in view.records}
    page = text(as_(name))

    assert [each.key for each in shown().inputs.records if each.key not in seen and each.key in page] == []


def test_nothing_is_styled_inline(as_: Site):
    """Board and form keep to the policy that forbids styles and scripts in the page."""
    for address in (WHERE, FILE):
        page = text(as_("access"), address)

        assert not re.search(r"<[^>]+ style=", page)
        assert not re.search(r"<script(?![^>]* src=)", page)


@pytest.mark.parametrize("name", ["analyst", "verifier", "co-chair-us", "liaison", "observer", "reporter"])
def test_only_access_officer_and_head_file_a_rung(as_: Site, name: str):
    """Everybody else is offered no form, and can neither open nor send it."""
    browser = as_(name)

    assert "File a rung" not in text(browser)
    assert browser.get(FILE).status_code == 403
    assert browser.post(FILE, RUNG).status_code == 403


def test_a_refusal_is_filed_and_shown_to_the_mission(as_: Site):
    """What the access officer files stands on the board with who refused it, and once even if sent twice."""
    browser, before = as_("access"), store().size()

    assert browser.post(FILE, RUNG).status_code == 302
    assert browser.post(FILE, RUNG).status_code == 422
    assert store().size() == before + 1

    page = text(as_("analyst"), f"{WHERE}?convoy=east-1")

    assert "by Syrian government, against" in page
    assert "18 or more" in page
    assert "items removed" in page
    assert "nobody has screened it yet" in page
    assert "possibly refused" in row(page, "ladder", "Eastern Aleppo")
    assert "Surgical kits" not in page, "its words are sealed"


def test_an_unscreened_delivery_ends_no_gap_surely(as_: Site):
    """A delivery that nobody has screened makes the gap less sure and leaves it as long as possible."""
    delivered = RUNG | {
        "status": "delivered",
        "deliveries_least": "1",
        "since": "2016-09-18T20:00",
        "until": "2016-09-18T22:00",
    }
    as_("access").post(FILE, delivered)
    gap = row(text(as_("analyst")), "without", "Eastern Aleppo")

    assert "0 surely, 7 days at most" in gap
    assert "possibly delivered since" in gap


def test_a_rung_is_amended_by_its_source_alone(as_: Site):
    """The form comes back with what was filed; the head of mission, another source, cannot amend it."""
    browser = as_("access")
    browser.post(FILE, RUNG)
    key = "un-ocha/movement-0123456789ab"
    again = RUNG | {"amends": key, "ident": "movement-ba9876543210", "status": "turned-back"}

    assert re.search(r'value="18"', text(browser, f"{FILE}?amend={key}"))
    assert as_("head").post(FILE, again | {"ident": "movement-cccccccccccc"}).status_code == 422
    assert browser.post(FILE, again).status_code == 302
    filed = [each.details for each in shown().inputs.records if each.key == key]
    assert {each.status for each in filed if isinstance(each, Movement)} == {"refused", "turned-back"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"status": ""}, "Choose one."),
        ({"since": ""}, "Write a date and a time"),
        ({"until": "2016-09-19T07:00"}, "E-TIME-005"),
        ({"trucks_most": "3"}, "At most cannot be less than at least."),
        ({"trucks_least": "some"}, "Write a whole number"),
        ({"status": "delivered"}, "write how many deliveries at least"),
        ({"area": "atlantis"}, "This is not one of the choices."),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(as_: Site, wrong, said):
    """What is wrong is said at the field; the rest of what was typed is still there, and nothing was entered."""
    before = store().size()
    answer = as_("access").post(FILE, RUNG | wrong)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert "Surgical kits were taken out." in page
    assert store().size() == before
