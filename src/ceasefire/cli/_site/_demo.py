"""Building the demonstration's site in a folder of its own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from ceasefire.cli._output import tell, voice
from ceasefire.times import instant_from_text

NOW = "2016-09-20T00:00:00+03:00"


def demo_environment(folder: Path) -> None:
    """Say by the environment what the demonstration's site is; before Django is set up."""
    place = (folder / "centre").resolve()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ceasefire.centre.web.settings",
        "DATABASE_URL": str(place / "centre.sqlite3"),
        "CEASEFIRE_KEYS": str(place / "keys"),
        "CEASEFIRE_KNOWLEDGE": "as-reported",
        "CEASEFIRE_NOW": NOW,
        "CEASEFIRE_DEMO": "1",
    }


def build_demo_site(folder: Path) -> None:
    """Make the database, the key files and the accounts anew.

    Raises:
        Refused: Something that is not the demo's own lies there, or it cannot be written.
    """
    from ceasefire.centre.people._accounts import DEMO, DEMO_PASSWORD, make_account
    from ceasefire.centre.web._serving import make_site_tables
    from ceasefire.cli._asking import ask
    from ceasefire.cli._custody._demonstration import demo_ledger, emptied, source_of
    from ceasefire.cli._demo import SCENARIO, shipped_agreements
    from ceasefire.cli._options import Given

    place = folder / "centre"
    emptied(place)
    scenario = shipped_agreements() / SCENARIO
    opened, _ = ask(Given(str(scenario), as_of=NOW, as_reported=True))
    demo_ledger(source_of(opened, scenario), place)
    make_site_tables()
    for account in DEMO:
        make_account(account, DEMO_PASSWORD, must_enrol=False)
    _release_a_bulletin()


def _release_a_bulletin() -> None:
    """Draft, clear and release the bulletin of 19 September, as three people would; the ledger stays as it is."""
    from ceasefire.centre.bulletins._steps import Draft, clear, draft, release
    from ceasefire.centre.people.models import Person

    analyst, verifier, head = (Person.objects.get(username=each) for each in ("analyst", "verifier", "head"))
    made = draft(analyst, Draft("agreement:2016-09-19"), moment=instant_from_text(NOW))
    clear(verifier, made.number, made.sha256)
    release(head, replace(head.viewer(duress=False), source=""), made.number, made.sha256)


def tell_accounts(lang: str) -> None:
    """Say who may sign in, and how."""
    from ceasefire.centre.people._accounts import DEMO, DEMO_PASSWORD

    say = voice(lang).say
    names = ", ".join(each.name for each in DEMO)
    tell(say("Accounts: {names}. Password of each: {password}", names=names, password=DEMO_PASSWORD))
