"""Making accounts, the journal, and alerts: who is told of which. What changes an account lies in _administering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import now
from ceasefire.centre.people.models import Alert, Journal, Person


@dataclass(frozen=True, slots=True)
class Account:
    """What an account is made from: the name to sign in with, a role, and for whom it speaks."""

    name: str
    role: str
    team: str = ""
    source: str = ""
    pseudonym: str = ""


def make_account(account: Account, password: str, *, must_enrol: bool = True) -> Person:
    """Make an account.

    Raises:
        django.db.IntegrityError: There is one of that name.
    """
    return Person.objects.create_user(
        account.name,
        password=password,
        role=account.role,
        team=account.team,
        source=account.source,
        pseudonym=account.pseudonym,
        must_enrol=must_enrol,
    )


def journal(what: str, *, person: Person | None, name: str = "", about: str = "", from_address: str = "") -> None:
    """Put on record what somebody did."""
    Journal.objects.create(
        at=now(), what=what, person=person, name=name[:150], about=about[:300], from_address=from_address[:45]
    )


def alert(what: str, person: Person) -> None:
    """Tell the head of mission and the administrators."""
    Alert.objects.create(at=now(), what=what, person=person)


# One for each role in the demonstration, two where there are two sides; the password is printed and known to everybody.
DEMO_PASSWORD = "seven straight days"  # noqa: S105
DEMO: Sequence[Account] = (
    Account("reporter", "reporter", "mission", "civil-defence", "reporter-1"),
    Account("analyst", "analyst", "mission", "editors", "analyst-1"),
    Account("verifier", "verifier", "mission", "editors", "verifier-1"),
    Account("verifier-2", "verifier", "mission", "editors", "verifier-2"),
    Account("head", "head-of-mission", "mission", "editors", "head-1"),
    Account("co-chair-us", "co-chair", "united-states", "us-state", "co-chair-us"),
    Account("co-chair-russia", "co-chair", "russia", "russian-mfa", "co-chair-russia"),
    Account("liaison", "liaison", "", "syrian-government", "liaison-1"),
    Account("access", "access-officer", "mission", "un-ocha", "access-1"),
    Account("observer", "observer"),
    Account("administrator", "administrator"),
    Account("administrator-2", "administrator"),
)


def alerts_waiting(viewer: Viewer) -> int:
    """Return how many alerts nobody has taken note of; what is told to somebody under duress is nothing."""
    return alerts_for(viewer).filter(seen_by=None).count()


def alerts_for(viewer: Viewer) -> QuerySet[Alert]:
    """Return the alerts that somebody may be told of."""
    # not even of an account that was made: nothing that happened meanwhile concerns whoever stands behind
    return Alert.objects.none() if viewer.duress else Alert.objects.exclude(person=viewer.person, what="duress")
