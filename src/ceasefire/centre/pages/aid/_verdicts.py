"""What the readings of the aid terms say, side by side, naming only records that the reader may see."""

from __future__ import annotations

from dataclasses import replace

from ceasefire.centre.live import View
from ceasefire.centre.live._kept import Kept
from ceasefire.centre.seen.answer import coverage_until
from ceasefire.publish import ReportView, heat_maps, report_view

_KEPT = 16
_verdicts: Kept[ReportView] = Kept(_KEPT)


def verdicts_of(view: View, terms: tuple[str, ...], lang: str) -> ReportView:
    """Return the report of some terms alone, reading by reading, with the records that it cites.

    Args:
        view: What the viewer sees; the answer is everybody's, the records named beside it are the viewer's.
        terms: Ids of the terms.
        lang: `en`, `ar` or `ru`.
    """
    return _verdicts.get(view, lambda: _made(view, terms, lang), terms, lang)


def _made(view: View, terms: tuple[str, ...], lang: str) -> ReportView:
    mission = view.audience == "mission"
    report = report_view(view.shown.agreement, view.answer, view.records, lang, mission=mission, most_apart=0)
    titles = {report.names.term(each) for each in terms}
    told = tuple(each for each, one in zip(report.terms, view.answer.terms, strict=True) if one.id in terms)
    cited = {anchor for term in told for reading in term.readings for anchor, _ in reading.references}
    return replace(
        report,
        terms=told,
        # days of areas only as far as this audience may know what was watched there
        maps=tuple(each for each in heat_maps(report.names, view.answer, coverage_until(view)) if each.term in titles),
        evidence=tuple(line for line in report.evidence if line.anchor in cited),
        withheld=0,  # of the whole report; what is held back is said at the head of the page
    )
