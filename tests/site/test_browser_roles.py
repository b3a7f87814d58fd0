"""Each role's main path, walked in a browser in each language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.site.walk import LANGUAGES, Steps, Walk

from ceasefire.centre.people._accounts import DEMO_PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("lang", LANGUAGES)]
SAID = {
    "en": "Two shells fell near the bakery.",
    "ar": "سقطت قذيفتان قرب المخبز.",
    "ru": "Два снаряда упали возле пекарни.",
}
NOTED = "header .notice[role=status]"
_HASH = re.compile(r"[A-Za-z0-9+/]{43}=")


def _file(steps: Steps) -> None:
    """Look it over, file it, and stand before the receipt with a number and a hash."""
    steps.click('button[value="preview"]')
    assert SAID[steps.lang] in steps.text(".sealed .as-typed")
    steps.click('main button[value="file"]')

    assert _HASH.search(steps.text("#filed"))
    assert not steps.page.locator("#filed .notice").count()


def test_a_reporter_files_a_report(walk: Walk, lang: str):
    """From the form through the preview, which says what stays sealed, to a receipt and its proof."""
    with walk.by("reporter", lang) as steps:
        steps.menu("/report/")
        page = steps.page
        page.check('[name=what][value="shelling"]')
        page.fill("[name=from_day]", "2016-09-19")
        page.fill("[name=from_time]", "10:30")
        page.select_option("[name=area]", "aleppo")
        page.check('[name=by][value="government"]')
        page.fill("[name=killed_low]", "2")
        page.check('[name=basis][value="heard"]')
        page.fill("[name=words]", SAID[lang])
        _file(steps)
        with page.expect_download() as proof:
            page.click('main a[href*="proof"]')
        assert proof.value.path().read_bytes()


def test_an_analyst_joins_two_reports_and_parts_them_again(walk: Walk, lang: str):
    """A suggested pair is confirmed with a reason, stands among what was decided, and is undone."""
    with walk.by("analyst", lang) as steps:
        steps.menu("/incidents/")
        steps.click('.desks a[href="/incidents/links/"]')
        undo = steps.page.locator('button[value="undo"]')
        waiting = steps.page.locator("section:not(:has(details)) .pairs [name=why]")
        before = undo.count(), waiting.count()
        waiting.first.fill(SAID[lang])
        steps.click('.pairs button[value="confirmed"]')
        assert steps.text(NOTED)
        assert (before[0] + 1, before[1] - 1) == (undo.count(), waiting.count())

        steps.click('button[value="undo"]')
        assert before == (undo.count(), waiting.count())


def test_a_verifier_decides_on_an_incident(walk: Walk, lang: str):
    """The page of an incident takes a decision with a reason, and says what became of it."""
    with walk.by("verifier", lang) as steps:
        steps.menu("/incidents/")
        steps.click('main a[href$="id=al-mayadin"]')
        form = steps.page.locator("form.decision").filter(has=steps.page.locator("[name=to]")).first
        form.locator('[name=to][value="verified"]').check()
        form.locator("summary").click()
        form.locator("[name=why]").fill(SAID[lang])
        with steps.page.expect_navigation():
            form.locator("button.main").click()
        steps.look()

        assert steps.text(NOTED)
        assert not steps.page.locator("#faults").count()


def test_a_bulletin_is_drafted_cleared_and_released_by_three_people(walk: Walk, lang: str):
    """The analyst drafts, the verifier clears, the head of mission releases; then an observer reads it."""
    day = {"en": "2016-09-18", "ar": "2016-09-17", "ru": "2016-09-16"}[lang]
    with walk.by("analyst", lang) as steps:
        steps.menu("/bulletins/")
        steps.page.fill("[name=date]", day)
        steps.click("#draft button.main")
        path = steps.page.url.removeprefix(walk.address)
        assert "/bulletins/" in path
        assert not steps.page.locator('form[action$="/release"]').count()
    for account, act in (("verifier", "clear"), ("head", "release")):
        with walk.by(account, lang) as steps:
            steps.go(path)
            steps.click(f'form[action$="/{act}"] button')
    with walk.by("observer", lang) as steps:
        steps.menu("/bulletins/")
        steps.click(f'main a[href="{path}"]')
        assert steps.page.locator(".sign.met").count()


def test_a_co_chair_makes_a_statement(walk: Walk, lang: str):
    """What a co-chair says of a term stands on the page of statements in the co-chair's own words."""
    with walk.by("co-chair-us", lang) as steps:
        steps.menu("/statements/")
        steps.click('nav a[href*="make=statement"]')
        page = steps.page
        page.select_option("[name=subject]", "term:aid-access")
        page.select_option("#make [name=stance]", "asserts")
        page.fill("[name=words]", SAID[lang])
        page.select_option("[name=words_in]", lang)
        steps.click("#make button.main")
        assert steps.text(NOTED)
        assert SAID[lang] in steps.text()


def test_a_co_chair_determines_on_a_term(walk: Walk, lang: str):
    """A side's formal view of a term over a period stands beside the computed verdict."""
    with walk.by("co-chair-us", lang) as steps:
        steps.go("/statements/?make=determination")
        page = steps.page
        page.select_option("[name=subject]", "term:castello-road")
        page.select_option("[name=view]", "not-met")
        page.fill("[name=since]", "2016-09-14T19:00")
        page.fill("[name=until]", "2016-09-19T19:00")
        page.fill("[name=words]", SAID[lang])
        steps.click("#make button.main")
        assert steps.text(NOTED)
        assert page.locator(".sides-of .says.not-met").count()


def test_a_liaison_files_a_complaint(walk: Walk, lang: str):
    """A side's complaint is put to another, and waits in the docket."""
    with walk.by("liaison", lang) as steps:
        steps.menu("/report/")
        steps.click('.kinds a[href*="kind=complaint"]')
        page = steps.page
        page.fill("[name=number]", f"B-{lang}")
        page.check('[name=addressee][value="russia"]')
        page.check('[name=what][value="shelling"]')
        page.fill("[name=from_day]", "2016-09-19")
        page.fill("[name=from_time]", "12:00")
        page.fill("[name=words]", SAID[lang])
        _file(steps)
        steps.go("/complaints/")
        assert f"B-{lang}" in steps.text()


def test_an_access_officer_files_a_rung(walk: Walk, lang: str):
    """A delivery is entered as one rung of a convoy, and stands on the board of aid."""
    with walk.by("access", lang) as steps:
        steps.menu("/aid/")
        steps.click('main a[href^="/aid/movement/"], header a[href^="/aid/movement/"]')
        page = steps.page
        page.select_option("[name=status]", "delivered")
        page.fill("[name=convoy]", f"convoy-{lang}")
        page.select_option("[name=area]", "aleppo")
        page.fill("[name=since]", "2016-09-18T08:00")
        page.fill("[name=until]", "2016-09-18T20:00")
        page.fill("[name=deliveries_least]", "1")
        page.fill("[name=trucks_least]", "4")
        steps.click("form button.main")
        assert steps.text(NOTED)
        steps.go("/aid/")
        assert f"convoy-{lang}" in steps.text()


def test_an_observer_reads(walk: Walk, lang: str):
    """Board, map, an incident from the list, and the bulletin; nothing there can be acted on."""
    with walk.by("observer", lang) as steps:
        steps.go("/")
        assert steps.page.locator(".clock li").count()
        steps.menu("/map/")
        assert steps.page.locator("svg").count()
        steps.menu("/incidents/")
        steps.click('main a[href*="id="]')
        assert not steps.page.locator('main form[method="post"]').count()
        steps.menu("/bulletins/")
        steps.click('main a[href="/bulletins/1/"]')
        assert not steps.page.locator('main form[method="post"]').count()


def test_an_administrator_makes_an_account_and_reads_the_journal(walk: Walk, lang: str):
    """The word of the new account is shown once, and the journal tells of it."""
    with walk.by("administrator", lang) as steps:
        steps.go("/people/")
        steps.page.fill("[name=name]", f"guest-{lang}")
        steps.page.select_option("[name=role]", "observer")
        steps.click('form[action="/people/"] button.main')
        assert steps.text(".one-time code")

        steps.click('a[href="/people/journal/"]')
        assert f"guest-{lang}" in steps.text()


def test_nobody_reads_the_board_and_elsewhere_is_asked_to_sign_in(walk: Walk, lang: str):
    """The board is open in the demonstration; any other page leads to where one signs in, and back."""
    with walk.by("", lang) as steps:
        steps.go("/")
        assert steps.page.locator(".clock li").count()
        steps.go("/incidents/one/?id=jabal-tharda")
        expect(steps.page.locator("[name=login]")).to_be_visible()
        assert "/sign-in/" in steps.page.url
        steps.page.fill("[name=login]", "observer")
        steps.page.fill("[name=password]", DEMO_PASSWORD)
        steps.click("main button.main")
        assert "id=jabal-tharda" in steps.page.url
