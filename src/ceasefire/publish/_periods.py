"""How long an instrument is, or was, in force: in words."""

from __future__ import annotations

from ceasefire.assess import InForce
from ceasefire.publish.words import Language


def period_in_words(language: Language, result: InForce, at: int) -> str:
    """Return until when it surely and possibly runs, since when, or from when it would.

    Args:
        language: In which words.
        result: The instrument's spans, in order of time.
        at: The moment asked about.
    """
    say = language.say
    spans = result.spans
    if not spans:
        return say("has not begun")
    last = spans[-1]
    if spans[0].since > at:
        return say("begins {instant}", instant=language.instant(spans[0].since))
    if last.until is None:
        return say("since {instant}", instant=language.instant(last.since))
    sure = [each.until for each in spans if each.sure and each.until is not None]
    until = language.instant(last.until)
    if last.sure or last.until in sure:
        return say("until {instant}", instant=until)
    if not sure:
        return say("possibly until {instant}", instant=until)
    return say("surely until {sure}, possibly until {instant}", sure=language.instant(sure[-1]), instant=until)
