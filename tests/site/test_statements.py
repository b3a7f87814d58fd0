"""Statements, determinations, and answers awaited."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from ceasefire.centre.live import shown, store
from ceasefire.centre.people.models import Person
from ceasefire.records import Answer

Site = Callable[[str], Client]
WHERE = "/statements/"
READERS = ("analyst", "observer", "liaison", "reporter")
STATEMENT = {
    "kind": "statement",
    "ident": "statement-0123456789ab",
    "amends": "",
    "stance": "asserts",
    "subject": "term:aid-access",
    "question": "",
    "said": "2016-09-19T22:30",
    "words": "Twenty lorries wait at the border.",
    "words_in": "en",
    "title": "Press briefing",
    "url": "",
}


def text(browser: Client, address: str) -> str:
    """Return a page."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("name", READERS)
def test_contradictions_stand_side_by_side(as_: Site, name: str):
    """The army that declares its truce over and what others say of it stand next to each other, for every reader."""
    page = text(as_(name), WHERE)

    assert "they contradict each other" in page
    assert 'class="beside"' in page
    assert "General Command of the Syrian Army" in page


def test_each_sides_determinations_stand_next_to_each_other(as_: Site):
    """What the United States determined of aid stands under its name, and a research body's under its own."""
    page = text(as_("observer"), WHERE)
    part = page[page.index('class="sides-of"') : page.index("By subject")]

    assert "United States" in part
    assert "The Syria Institute" in part


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("source=us-state", "We have not seen a sustained flow", "Largely holding"),
        ("stance=declares-ended", "The calm is over", "Largely holding"),
        ("term=aid-access", "No convoys attempted", "Largely holding"),
        ("day=2016-09-14", "Largely holding", "The calm is over"),
    ],
)
def test_filters_stand_in_the_address(as_: Site, asked: str, there: str, gone: str):
    """Source, stance, term and day in the address leave what they ask for, and nothing else."""
    page = text(as_("analyst"), f"{WHERE}?{asked}")
    shown = page[page.index("By subject") : page.index("What each source counted")]

    assert there in shown
    assert gone not in shown


def test_a_filter_that_leaves_nothing_says_so(as_: Site):
    """An empty page says that a filter is set, and a day that is none is ignored."""
    assert "Take a filter away" in text(as_("analyst"), f"{WHERE}?source=nobody-there")
    assert "Take a filter away" not in text(as_("analyst"), f"{WHERE}?day=never")


def test_as_known_earlier_nothing_later_is_shown(as_: Site):
    """As known on 15 September the army has not yet said that the calm is over."""
    assert "The calm is over" in text(as_("observer"), WHERE)
    assert "The calm is over" not in text(as_("observer"), f"{WHERE}?known=2016-09-15T00:00:00%2B03:00")


def test_nothing_is_styled_inline(as_: Site):
    """The page keeps to the policy that forbids styles and scripts in the page; tallies still have bars."""
    page = text(as_("analyst"), WHERE)

    assert not re.search(r"<[^>]+ style=", page)
    assert '<svg class="bar' in page


@pytest.mark.parametrize("name", ["analyst", "observer", "reporter", "access"])
def test_who_may_not_speak_here_is_offered_no_form(as_: Site, name: str):
    """Whoever only reads sees no form, and cannot enter anything."""
    browser = as_(name)

    assert "Enter in the ledger" not in text(browser, f"{WHERE}?make=statement")
    assert browser.post(WHERE, STATEMENT).status_code == 403


def test_a_liaison_makes_no_determination(as_: Site):
    """A determination is for the head of mission and the co-chairs: a liaison is offered none and enters none."""
    browser, before = as_("liaison"), store().size()

    assert "make=determination" not in text(browser, WHERE)
    assert "Over the time from" not in text(browser, f"{WHERE}?make=determination")
    assert browser.post(WHERE, STATEMENT | {"kind": "determination"}).status_code == 422
    assert store().size() == before


def test_a_statement_is_entered_once_and_shown(as_: Site):
    """A co-chair's statement is entered under its source, shown to an observer, and not entered twice."""
    browser, before = as_("co-chair-us"), store().size()

    assert browser.post(WHERE, STATEMENT).status_code == 302
    assert browser.post(WHERE, STATEMENT).status_code == 422
    assert store().size() == before + 1
    assert "Twenty lorries wait" in text(as_("observer"), f"{WHERE}?source=us-state&term=aid-access")


def test_an_amended_statement_keeps_both_versions_visible(as_: Site):
    """The amendment stands on top, the version before it beneath; only the own source may amend it."""
    browser = as_("co-chair-us")
    browser.post(WHERE, STATEMENT)
    key = "us-state/statement-0123456789ab"
    form = text(browser, f"{WHERE}?make=statement&amend={key}")
    again = STATEMENT | {"ident": "statement-ba9876543210", "amends": key, "words": "Forty lorries wait."}
    stolen = again | {"ident": "statement-cccccccccccc"}

    assert "Twenty lorries wait at the border." in form
    assert as_("co-chair-russia").post(WHERE, stolen).status_code == 422
    assert browser.post(WHERE, again).status_code == 302

    page = text(as_("liaison"), f"{WHERE}?source=us-state&term=aid-access")

    assert "Forty lorries wait." in page
    assert "Twenty lorries wait at the border." in page
    assert "Before it was amended" in page


def test_a_statement_taken_back_is_still_seen(as_: Site):
    """What was taken back no longer stands, and everybody still sees that it was said."""
    browser = as_("co-chair-us")
    browser.post(WHERE, STATEMENT)
    browser.post(
        WHERE,
        STATEMENT
        | {"ident": "statement-ba9876543210", "amends": "us-state/statement-0123456789ab", "takes_back": "on"},
    )

    page = text(as_("observer"), f"{WHERE}?source=us-state&term=aid-access")

    assert "taken back by its source" in page
    assert "Twenty lorries wait at the border." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"stance": ""}, "Choose one."),
        ({"subject": "incident:not-there"}, "This is not one of the choices."),
        ({"said": "yesterday"}, "Write a date and a time"),
        ({"words": ""}, "Write what is said."),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(as_: Site, wrong, said):
    """What is wrong is said at the field; the rest of what was typed is still there, and nothing was entered."""
    before = store().size()
    answer = as_("co-chair-us").post(WHERE, STATEMENT | wrong)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said in page
    assert "Press briefing" in page
    assert store().size() == before


def test_a_team_that_signs_elsewhere_keeps_what_it_typed(as_: Site):
    """A liaison whose team has no key here is refused in words, and what it typed is still in the form."""
    Person.objects.filter(username="liaison").update(team="elsewhere")
    answer = as_("liaison").post(WHERE, STATEMENT)

    assert answer.status_code == 422
    assert "E-LEDGER-012" in answer.content.decode()
    assert "Twenty lorries wait at the border." in answer.content.decode()


def test_a_determination_is_entered_over_a_period(as_: Site):
    """The head of mission determines a term over a time; one that ends before it begins is refused beside the field."""
    typed = {
        "kind": "determination", "ident": "determination-0123456789ab", "amends": "", "subject": "term:aid-access",
        "question": "", "view": "not-met", "since": "2016-09-12T19:00", "until": "2016-09-19T19:00",
        "words": "No area was reached in time.", "words_in": "en", "title": "", "url": "",
    }  # fmt: skip
    browser = as_("head")
    turned = browser.post(WHERE, typed | {"until": "2016-09-11T19:00"})

    assert turned.status_code == 422
    assert "E-TIME-005" in turned.content.decode()
    assert browser.post(WHERE, typed).status_code == 302
    assert "No area was reached in time." in text(as_("co-chair-russia"), f"{WHERE}?term=aid-access&stance=not-met")


def test_an_address_in_the_source_is_only_a_web_address(as_: Site):
    """A script as the address of a source never becomes a link."""
    browser = as_("co-chair-us")
    browser.post(WHERE, STATEMENT | {"url": "javascript:alert(1)"})

    assert 'href="javascript' not in text(browser, WHERE)


AWAITED = "/statements/answers/"


@pytest.mark.parametrize("name", ["analyst", "observer", "co-chair-russia"])
def test_answers_awaited_say_who_answers_and_by_whose_word(as_: Site, name: str):
    """What Washington asks of Moscow stands under Moscow, with whose word it is that Russia answers for Damascus."""
    page = text(as_(name), AWAITED)

    assert "Russian Federation" in page
    assert "answers for Syrian government, according to" in page
    assert "responsible for the Syrian regime" in page
    assert "no time is set for it" in page


def test_a_reply_is_offered_to_who_is_asked(as_: Site):
    """The co-chair of the guarantor that is asked may reply, and the head of mission; the one that asks may not."""
    assert "make=answer" in text(as_("co-chair-russia"), AWAITED)
    assert "make=answer" in text(as_("head"), AWAITED)
    for name in ("co-chair-us", "observer", "analyst", "liaison"):
        assert ">Reply<" not in text(as_(name), AWAITED), name


def test_a_reply_is_entered_and_named_with_what_it_answers(as_: Site):
    """The form comes prefilled with what was asked; the reply is a record of kind answer in the asked side's name."""
    browser, asked = as_("co-chair-russia"), "us-state/kirby-responsible-2016-09-19"
    before = store().size()
    form = text(browser, f"{WHERE}?make=answer&complaint={asked}")
    typed = {
        "kind": "answer", "ident": "answer-0123456789ab", "amends": "", "complaint": asked, "given_by": "russia",
        "said": "", "words": "The army speaks for itself.", "words_in": "en", "title": "", "url": "",
    }  # fmt: skip

    assert re.search(rf'<option value="{asked}" selected', form)
    assert browser.post(WHERE, typed).status_code == 302
    assert store().size() == before + 1
    filed = next(each for each in shown().inputs.records if each.key == "russian-mfa/answer-0123456789ab")

    assert isinstance(filed.details, Answer)
    assert filed.details.complaint == asked
