"""As known at which moment: the line that every page carries."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.publish.incidents._page import Fact
from ceasefire.publish.words import KNOWLEDGE, NameBook, word


@dataclass(frozen=True, slots=True)
class KnownAt:
    """The moment whose knowledge counts (seconds UTC), and by which clock: recorded, as-reported or hindsight."""

    as_of: int
    knowledge: str


def moment_facts(names: NameBook, moment: KnownAt) -> tuple[Fact, ...]:
    """Return the moment in words."""
    language, say = names.language, names.language.say
    return (
        Fact(say("As known at"), language.instant(moment.as_of)),
        Fact(say("Known by"), word(language, KNOWLEDGE, moment.knowledge)),
    )
