"""The pages of the mission's desks: links, the queue, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from ceasefire.centre.access import may
from ceasefire.centre.pages.incidents._asked import Seen, seen
from ceasefire.centre.pages.incidents._contents import Asks, NotEnteredError, standing_content, step_content
from ceasefire.centre.pages.incidents._entering import enter_content, enter_links, must_be_current, outcome_in_words
from ceasefire.centre.pages.incidents._history import STEP_WORDS
from ceasefire.centre.pages.incidents._offers import stands_apart
from ceasefire.centre.pages.incidents.desks._docket import Row, docket_rows, side_rows, steps_on
from ceasefire.centre.pages.incidents.desks._linking import (
    decided,
    decisions_of,
    members_of,
    pair_made_from,
    pairs_of,
)
from ceasefire.centre.seen.suggestions import suggested
from ceasefire.centre.web import page
from ceasefire.desk import settles_of, unheeded
from ceasefire.incidents.dossier import (
    PURPOSES,
    Work,
    answers_awaited,
    answers_queue,
    linking_queue,
    verification_queue,
)
from ceasefire.incidents.linking import Suggestion
from ceasefire.publish.incidents import queue_page
from ceasefire.publish.words import word

_MOST = 100


def links(request: HttpRequest) -> HttpResponse:
    """Show the link desk; enter what was decided on it, and say what that did."""
    asked = seen(request, present=True)
    form = {key: request.POST.get(key, "") for key in request.POST}
    faults: tuple[Asks, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            records = decided(asked, form, request.POST.getlist("parted"))
            entered = enter_links(asked, records)
        except NotEnteredError as error:
            faults, status = error.faults, 409 if error.clash else 422
        else:
            after = seen(request, present=True)
            for at, each in enumerate(records[:6]):
                for sentence in outcome_in_words(after, each.key, entered.first + at):
                    messages.info(request, sentence)
            back = {key: form[key] for key in ("record", "split") if form.get(key)}
            return HttpResponseRedirect(reverse("links") + (f"?{urlencode(back)}" if back else ""), status=303)
    record, split = (request.GET.get(each, "") or form.get(each, "") for each in ("record", "split"))
    shown = asked.is_mission
    undecided, settled = pairs_of(asked, record) if shown else ((), ())
    splits = [each for each in asked.desk.incidents if len(each.accounts) > 1]
    return page(
        request,
        "incidents/links.html.j2",
        status=status,
        asked=asked,
        record=record,
        undecided=undecided[:_MOST],
        more=max(0, len(undecided) - _MOST),
        settled=settled[:_MOST],
        decisions=decisions_of(asked) if shown else (),
        contradictions=[each for each in unheeded(asked.desk) if each.code == "W-CASE-002"],
        splits=splits,
        split=next((each for each in splits if each.id == split), None),
        members_of=members_of,
        accounts=sorted(one.key for each in asked.desk.incidents for one in each.accounts)[:_MOST],
        apart=stands_apart(asked, by_table=False),
        named=pair_made_from(asked, (form.get("first", ""), form.get("second", ""))),
        typed=form,
        faults=faults,
    )


def queue(request: HttpRequest) -> HttpResponse:
    """Show what to look at next, and why: for the mission alone."""
    asked = seen(request)
    purpose = request.GET.get("for", "verification")
    purpose = purpose if purpose in PURPOSES else "verification"
    desk = asked.desk
    work: tuple[Work, ...] = ()
    pairs: tuple[Suggestion, ...] = ()
    if asked.is_mission:  # not who was made to sign in: the queue tells a spoiler what to discredit
        records, answers, unscreened = settles_of(asked.view.answer)
        if purpose == "verification":
            work = verification_queue(desk.incidents, desk.situation.known, records, unscreened)
        elif purpose == "answers":
            work = answers_queue(answers_awaited(desk.situation, desk.incidents), answers)
        else:
            pairs = suggested(desk)
            work = linking_queue(pairs, desk.incidents, desk.situation.known, records)
    shown = queue_page(
        work[:_MOST], pairs, desk.situation, purpose, lang=asked.names.language.code, moment=asked.moment
    )
    return page(
        request,
        "incidents/queue.html.j2",
        asked=asked,
        purpose=purpose,
        dossier=shown,
        things=list(zip(work[:_MOST], shown.sections[0].items, strict=True)),
        more=max(0, len(work) - _MOST),
        total=len(work),
    )


def docket(request: HttpRequest) -> HttpResponse:
    """Show the complaints and how far each has come; enter a step."""
    asked = seen(request, present=request.method == "POST")
    form = {key: request.POST.get(key, "") for key in request.POST}
    faults: tuple[Asks, ...] = ()
    status, language = 200, asked.names.language
    rows = docket_rows(asked)
    if request.method == "POST":
        try:
            content = _step(asked, form, rows)
            entered = enter_content(asked, content)
        except NotEnteredError as error:
            faults, status = error.faults, 409 if error.clash else 422
        else:
            after = seen(request, present=True)
            for sentence in outcome_in_words(after, f"{asked.viewer.source}/{content['id']}", entered.first):
                messages.info(request, sentence)
            return HttpResponseRedirect(reverse("docket"), status=303)
    return page(
        request,
        "incidents/docket.html.j2",
        status=status,
        asked=asked,
        rows=rows,
        sides=side_rows(asked),
        screens=asked.viewer.decides_as == "analyst",
        acts=may(asked.viewer.role, "docket", act=True) and asked.is_mission and not asked.known,
        apart=stands_apart(asked, by_table=False),
        addressees=_addressees(asked),
        step_words={each: word(language, STEP_WORDS, each) for each in STEP_WORDS},
        typed=form,
        faults=faults,
    )


def _step(asked: Seen, form: dict[str, str], rows: Sequence[Row]) -> dict[str, Any]:
    """Return the step that was typed, or the screening of a reply, as JSON of a record.

    Raises:
        NotEnteredError: It cannot be taken, or somebody was faster.
    """
    row = next((each for each in rows if each.key == form.get("complaint")), None)
    if row is None or not asked.is_mission:
        raise NotEnteredError([Asks("", asked.names.language.say("There is no such complaint."))])
    if form.get("reply"):
        made = next((count for key, _, count in row.unscreened if key == form["reply"]), -1)
        must_be_current(asked, form.get("seen", ""), made)
        return standing_content(asked, form | {"to": "screened"}, form["reply"], "received", made)
    taken = must_be_current(asked, form.get("seen", ""), steps_on(asked, row.key))
    return step_content(asked, form, row.key, row.steps, taken)


def _addressees(asked: Seen) -> dict[str, str]:
    agreement = asked.desk.inputs.agreement
    ids = [*(each.id for each in agreement.parties), *(each.id for each in agreement.guarantors)]
    return {each: asked.names.actor(each) for each in ids}
