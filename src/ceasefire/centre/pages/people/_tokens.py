"""One's tokens for the API: made here, shown once, taken back; the administrator takes back anybody's."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ceasefire.centre.access import Viewer
from ceasefire.centre.filing._scopes import FILING, may_use
from ceasefire.centre.live import now, store
from ceasefire.centre.people._tokens import MOST_DAYS, MOST_TOKENS, SCOPES, live_tokens, make_token, revoke
from ceasefire.centre.people.models import Person, Token
from ceasefire.centre.web import page, spoken
from ceasefire.centre.web._middleware import viewer_of
from ceasefire.centre.web._typed import number_from_typed
from ceasefire.problems import Place, Refused, problem
from ceasefire.publish.words import Language, mark, word

USUAL_DAYS = 90
SCOPE_WORDS = {
    "read": mark("read what your pages show"),
    "report": mark("send reports, statements and other records"),
    "decide": mark("send decisions: links, standings, steps, determinations, findings, cosignatures"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A token in words; `state` is live, expired or taken-back."""

    number: int
    prefix: str
    label: str
    owner: str
    scopes: tuple[str, ...]
    made: str
    expires: str
    used: str
    state: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in the form, and what is wrong with each field."""

    label: str = ""
    scopes: tuple[str, ...] = ("read",)
    days: str = str(USUAL_DAYS)
    faults: tuple[tuple[str, str], ...] = ()

    @property
    def wrong(self) -> dict[str, str]:
        """Return what is wrong by field."""
        return {"label": "", "scope": "", "days": ""} | dict(self.faults)


def tokens(request: HttpRequest) -> HttpResponse:
    """Show one's tokens; make one, or take one back."""
    if not hasattr(request, "viewer"):  # sent once more after one has said again who one is
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]
    if request.method == "POST" and "revoke" in request.POST:
        return _take_back(request)
    if request.method == "POST":
        return _make(request)  # type: ignore[no-any-return]
    return _page(request, Typed())


@reauthentication_required  # type: ignore[untyped-decorator]
def _make(request: HttpRequest) -> HttpResponse:
    """Make a token, and show it, this once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language = spoken(request)
    typed = _typed(request, viewer, language)
    if typed.faults:
        return _page(request, typed, status=422)
    _must_not_be_forced(viewer)
    person = Person.objects.get(pk=viewer.person or 0)
    token, text = make_token(person, typed.label, typed.scopes, int(typed.days))
    return _page(request, Typed(), made=text, prefix=token.prefix)


def _take_back(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    _must_not_be_forced(viewer)
    number = number_from_typed(request.POST.get("revoke", ""))
    found = None if number is None else _of(viewer).filter(pk=number).first()
    if found is None:
        return _page(request, Typed(), status=404)
    revoke(found, Person.objects.get(pk=viewer.person or 0))
    return HttpResponseRedirect(reverse("tokens"))


def _must_not_be_forced(viewer: Viewer) -> None:
    """Refuse whoever signed in by the duress word, as if the database were busy: whoever stands behind learns nothing.

    Raises:
        Refused: E-LEDGER-032.
    """
    if viewer.duress:
        raise Refused([problem("E-LEDGER-032", Place(store().name), reason="database is locked")])


def _of(viewer: Viewer):  # type: ignore[no-untyped-def]  # noqa: ANN202  a query set of Django's
    """Return the tokens that somebody may see: the own ones, or all of them for the administrator."""
    every = Token.objects.select_related("person")
    return every if viewer.role == "administrator" else every.filter(person_id=viewer.person or 0)


def _page(request: HttpRequest, typed: Typed, *, status: int = 200, made: str = "", prefix: str = "") -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    language = spoken(request)
    return page(
        request,
        "people/tokens.html.j2",
        status=status,
        rows=[_row(language, each) for each in _of(viewer)[:200]],
        typed=typed,
        made=made,
        prefix=prefix,
        makes=viewer.role != "administrator",
        scopes={each: word(language, SCOPE_WORDS, each) for each in scopes_for(viewer)},
        most_days=MOST_DAYS,
    )


def scopes_for(viewer: Viewer) -> tuple[str, ...]:
    """Return the scopes that are of any use to a role."""
    useful = {scope for each in FILING.values() if may_use(viewer, each) for scope in each.scopes}
    return tuple(each for each in SCOPES if each == "read" or each in useful)


def _typed(request: HttpRequest, viewer: Viewer, language: Language) -> Typed:
    say = language.say
    label = request.POST.get("label", "").strip()[:60]
    scopes = tuple(each for each in scopes_for(viewer) if each in request.POST.getlist("scope"))
    days = request.POST.get("days", "").strip()[:6]
    faults = []
    if not label:
        faults.append(("label", say("Say what it is for, so that you can tell it from others.")))
    if not scopes:
        faults.append(("scope", say("Choose at least one.")))
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= MOST_DAYS):
        faults.append(("days", say("A number of days from 1 to {most}.", most=language.number(MOST_DAYS))))
    if viewer.role == "administrator":
        faults.append(("label", say("The administrator makes no tokens.")))
    elif live_tokens(Person.objects.get(pk=viewer.person or 0)) >= MOST_TOKENS:
        faults.append(("label", say("You have too many tokens. Take one back first.")))
    return Typed(label, scopes, days, tuple(faults))


def _row(language: Language, token: Token) -> Row:
    state = "taken-back" if token.revoked is not None else "expired" if token.expires <= now() else "live"
    return Row(
        token.pk,
        token.prefix,
        token.label,
        token.person.username,
        tuple(token.scopes.split()),
        language.instant(token.made),
        language.instant(token.expires),
        language.instant(token.used) if token.used is not None else "",
        state,
    )
