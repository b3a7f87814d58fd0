"""What the journal, alerts and the state of an account are called."""

from __future__ import annotations

from ceasefire.centre.people.models import Alert, Journal
from ceasefire.publish.words import mark

WHAT = {
    "accepted": mark("password accepted"),
    "signed-in": mark("signed in"),
    "signed-out": mark("signed out"),
    "ended": mark("session ended by the server"),
    "refused": mark("sign-in refused"),
    "locked-out": mark("account locked"),
    "duress": mark("duress word used"),
    "opened": mark("protected part opened"),
    "exported": mark("copy taken"),
    "token": mark("token for the API"),
    "made": mark("account made"),
    "changed": mark("account changed"),
    "recovered": mark("account recovered"),
    "unlocked": mark("account unlocked"),
    "closed": mark("account closed"),
    "second-factor": mark("second factor"),
}
ALERTS = {
    "duress": mark("Somebody signed in with their duress word. Assume that they are not free. Warn nobody near them."),
    "locked-out": mark("An account was locked after too many refused sign-ins."),
    "made": mark("An account was made."),
    "changed": mark("An account was given another role, team, source or pseudonym."),
    "recovered": mark(
        "An account was recovered: it has a new one-time word, and no second factor until its owner signs in."
    ),
}
STATES = {
    "closed": mark("account closed"),
    "locked": mark("account locked"),
    "waits": mark("waits for its first sign-in"),
    "expired": mark("one-time word expired"),
    "no-factor": mark("no second factor yet"),
    "open": mark("account active"),
}
AUDIENCES = {
    "mission": mark("the mission"),
    "parties": mark("the parties"),
    "observers": mark("observers"),
    "anybody": mark("anybody"),
    "nobody": mark("nobody"),
}
if set(WHAT) != set(Journal.WHAT) or set(ALERTS) != set(Alert.WHAT):
    raise AssertionError("something in the journal has no words")
