"""What is made of an answer and kept: as long as the answer is there, ready before it is shown, small on the board."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

from ceasefire.centre.live import _views, shown, view_for
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.pages.board._views import report_of
from ceasefire.centre.people.models import Person
from ceasefire.publish import report_view
from ceasefire.publish.words import names_of


class Thing:
    """Something that is made something of."""


def test_what_was_made_is_made_once_and_goes_with_what_it_was_made_from():
    """The same object gets the same; another at the same place in memory gets its own; nothing of a dead one stays."""
    kept: Kept[list[int]] = Kept(4)
    thing = Thing()
    made: list[int] = []

    def make() -> list[int]:
        made.append(len(made))
        return made

    assert kept.get(thing, make, "en") is kept.get(thing, make, "en")
    kept.get(thing, make, "ar")
    assert made == [0, 1]
    del thing
    gc.collect()
    assert not kept._made
    for _ in range(10):
        kept.get(Thing(), make)
    assert len(made) == 12


def test_no_more_is_kept_than_said():
    """The oldest that was asked for goes first."""
    kept: Kept[int] = Kept(2)
    things = [Thing(), Thing(), Thing()]
    for each in things:
        kept.get(each, lambda: 2)

    assert kept.get(things[0], lambda: -1) == -1
    assert kept.get(things[2], lambda: -1) == 2


def test_views_in_use_are_made_of_a_new_answer_and_those_of_the_old_are_let_go(site: Path):
    """Whoever comes first after a new answer finds records and incidents ready, if somebody used them before."""
    del site
    older = replace(shown())
    newer = replace(older)
    analyst = Person.objects.get(username="analyst").viewer(duress=False)
    observer = Person.objects.get(username="observer").viewer(duress=False)
    assert view_for(analyst, older).desk.incidents
    view_for(observer, older)

    _views.prepare(newer, older)
    _views.forget(older)

    found = {each.audience: each for _, each in _views._views.made_of(newer)}
    assert {"mission", "observers"} == set(found)
    assert "desk" in vars(found["mission"])
    assert "desk" not in vars(found["observers"])
    assert not _views._views.made_of(older)
    assert view_for(analyst, newer) is found["mission"]
    _views.forget(newer)


def test_a_view_under_duress_is_kept_apart_and_tells_of_nothing_held_back(site: Path):
    """It is the view of an observer, kept as others are, so that pages are no slower under duress."""
    del site
    person = Person.objects.get(username="analyst")
    of = shown()
    under = view_for(person.viewer(duress=True), of)

    assert under.held_back == 0
    assert view_for(Person.objects.get(username="observer").viewer(duress=False), of).held_back > 0
    assert view_for(person.viewer(duress=True), of) is under


def test_the_board_names_few_records_of_a_list_and_says_how_many_more(site: Path):
    """What stands apart is named up to a number; the count beside it is whole, and a report file names all of them."""
    del site
    view = view_for(Person.objects.get(username="analyst").viewer(duress=False), shown())
    asked = (view.shown.agreement, view.answer, view.records, "en")
    every = report_view(*asked, mission=True).apart
    few = report_view(*asked, mission=True, most_apart=1).apart

    assert [each.more for each in every] == [0] * len(every)
    assert any(each.more for each in few)
    assert [len(each.set_aside) + len(each.unscreened) + each.more for each in few] == [
        len(each.set_aside) + len(each.unscreened) for each in every
    ]
    assert all(
        len(each.set_aside) <= 20 for each in report_of(view, names_of(view.shown.agreement, "en").language).apart
    )
