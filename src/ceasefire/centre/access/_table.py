"""The one table of who may see and do what. An address that is not in it cannot be served."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.centre.access._roles import ROLES, Role

_LETTERS: dict[str, Role] = {
    "R": "reporter",
    "A": "analyst",
    "V": "verifier",
    "H": "head-of-mission",
    "C": "co-chair",
    "L": "liaison",
    "X": "access-officer",
    "O": "observer",
    "M": "administrator",
    "-": "anybody",
}
_READERS = "RAVHCLXO"  # whoever works with the substance; not the administrator
_MISSION = "AVHX"
_SIGNED = "RAVHCLXOM"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see an address (GET) and act through it (POST); both are roles. `what` says what it is."""

    see: frozenset[Role]
    act: frozenset[Role]
    what: str


def _row(see: str, act: str, what: str) -> Access:
    return Access(frozenset(_LETTERS[each] for each in see), frozenset(_LETTERS[each] for each in act), what)


# R reporter, A analyst, V verifier, H head of mission, C co-chair, L party liaison, X access officer, O observer,
# M administrator, - anybody who has not signed in. Where the centre has no public board, "-" sees only how to sign in.
TABLE: dict[str, Access] = {
    # 1 Board
    "board": _row(_READERS + "-", "", "the board: is it holding?"),
    "live": _row(_SIGNED + "-", "", "how many entries there are, for pages that are open"),
    "language": _row("", _SIGNED + "-", "choose a language"),
    # 2 Time
    "time": _row(_READERS, "", "days and areas of a term, as known at any moment"),
    "changes": _row(_READERS, "", "what changed between two moments"),
    # 3 Map
    "map": _row(_READERS, "", "incidents with their uncertainty, areas, coverage"),
    # 4 Incidents
    "incidents": _row(_READERS, "", "the list of incidents"),
    "incident": _row(_READERS, "", "one incident"),
    "protected": _row("", _MISSION + "CL", "open the protected parts of an entry; it is put on record"),
    "decide": _row("", "AVHC", "move a standing, determine, take a step in a file"),
    "links": _row("AVH", "AVH", "the link desk"),
    "queue": _row(_MISSION, "", "what to look at next"),
    "docket": _row("AVHCLX", "AVH", "complaints"),
    # 5 Report
    "report": _row("RAVHCLX", "RAVHCLX", "file a report, a complaint, an answer or a watch"),
    "filed": _row("RAVHCLX", "", "the receipt of what one filed"),
    "draft": _row("RAVHCLX", "RAVHCLX", "keep a draft"),
    "import": _row("RAVHX", "RAVHX", "file many reports from a table"),
    # 6 Statements
    "statements": _row(_READERS, "HCL", "statements and determinations"),
    "answers": _row(_READERS, "", "answers awaited"),
    # 7 Aid
    "aid": _row(_READERS, "", "aid by area and day, and convoys"),
    "movement": _row("HX", "HX", "file a rung of a convoy"),
    # 8 Ledger
    "ledger": _row(_READERS, "", "entries, checkpoints, cosignatures"),
    "entry": _row("AVHCLX", "", "one entry's core and what it commits to"),
    "proof": _row(_READERS, "", "the proof of one entry"),
    # a copy holds every core, those that pages still hold back among them: for whoever recomputes, and cosigns
    "export": _row("AVHCX", "AVHCX", "a copy of the ledger for one's audience"),
    "verifier": _row(_SIGNED, "", "the offline verifier"),
    "cosign": _row("C", "C", "hand in a cosignature"),
    # 9 Bulletin
    "bulletins": _row(_READERS, "AH", "bulletins; draft one"),
    "bulletin": _row(_READERS, "", "one bulletin"),
    "bulletin-pdf": _row(_READERS, "", "one bulletin for paper"),
    "bulletin-clear": _row("", "AVH", "clear a drafted bulletin"),
    "bulletin-release": _row("", "H", "release a cleared bulletin under signature"),
    "bulletin-correct": _row("AH", "AH", "correct a released bulletin openly"),
    "bulletin-template": _row("AH", "H", "the bulletin's template"),
    # 10 Administration
    "people": _row("M", "M", "accounts and roles"),
    "person": _row("M", "M", "one account; recovery by a second administrator"),
    "keys": _row("HM", "", "teams and keys"),
    "agreement": _row(_SIGNED, "", "the agreement and its versions"),
    "audiences": _row(_SIGNED, "", "roles, audiences and release rules"),
    "journal": _row("HM", "", "sign-ins and readings of protected parts"),
    "alerts": _row("HM", "HM", "alerts: a duress word was used, somebody was locked out"),
    "tokens": _row(_SIGNED, _SIGNED, "tokens for the API; the administrator only takes them back"),
    "exports": _row(_READERS, "", "incidents, records, aid and days as files"),
    "admin": _row("M", "M", "the administration of the site"),
    # Signing in
    "account_login": _row("-" + _SIGNED, "-" + _SIGNED, "sign in"),
    "account_logout": _row("-" + _SIGNED, "-" + _SIGNED, "sign out"),
    "account_reauthenticate": _row(_SIGNED, _SIGNED, "say again who one is"),
    "account_change_password": _row(_SIGNED, _SIGNED, "choose another password"),
    "account_inactive": _row("-" + _SIGNED, "", "an account that was closed"),
    "mfa_authenticate": _row("-" + _SIGNED, "-" + _SIGNED, "the second factor"),
    "mfa_reauthenticate": _row(_SIGNED, _SIGNED, "the second factor again"),
    "mfa_index": _row(_SIGNED, "", "one's second factor"),
    "mfa_activate_totp": _row(_SIGNED, _SIGNED, "set up the second factor"),
    "mfa_deactivate_totp": _row(_SIGNED, _SIGNED, "take the second factor off, to set up another"),
    "mfa_view_recovery_codes": _row(_SIGNED, "", "one's recovery codes"),
    "mfa_generate_recovery_codes": _row(_SIGNED, _SIGNED, "new recovery codes"),
    "mfa_download_recovery_codes": _row(_SIGNED, "", "recovery codes as a file"),
    "duress": _row(_SIGNED, _SIGNED, "one's duress word"),
}


def may(role: Role, name: str, *, act: bool) -> bool:
    """Return whether a role may see an address, or act through it.

    Raises:
        KeyError: The address is not in the table.
    """
    row = TABLE[name]
    return role in (row.act if act else row.see)


if not all(row.see <= set(ROLES) and row.act <= set(ROLES) for row in TABLE.values()):
    raise AssertionError("an unknown role")
