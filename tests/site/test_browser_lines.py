"""Reporting by keyboard alone, without JavaScript, and over a line that is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.site.walk import Steps, Walk

pytestmark = pytest.mark.browser
SAID = "Two shells fell near the bakery."
_FOCUSED = """() => {
  const at = document.activeElement, value = at.type === "checkbox" || at.type === "radio" || at.tagName === "BUTTON";
  return at.id === "content" || !at.name ? at.tagName : at.name + (value ? "=" + at.value : "");
}"""


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until a field has the focus, which every field gets to see."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted == page.evaluate(_FOCUSED):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab does not reach {wanted}")


def test_a_report_is_filed_by_keyboard_alone(walk: Walk):
    """Tab, Space, arrows, letters and Enter fill the form, and lead through the preview to the receipt."""
    with walk.by("reporter") as steps:
        steps.go("/report/")
        page, keys = steps.page, steps.page.keyboard
        keys.press("Tab")
        keys.press("Enter")  # past the bar, to the content
        _tab_to(page, "what=shelling")
        keys.press("Space")
        _tab_to(page, "from_day")
        keys.type("09192016")
        _tab_to(page, "how=sometime")
        keys.press("ArrowDown")
        _tab_to(page, "area")
        keys.type("Aleppo")
        _tab_to(page, "killed_low")
        keys.type("2")
        _tab_to(page, "words")
        keys.type(SAID)
        _tab_to(page, "step=preview")
        with page.expect_navigation():
            keys.press("Enter")
        seen = steps.text()
        _tab_to(page, "step=file")
        with page.expect_navigation():
            keys.press("Space")

        assert page.locator("#filed code").count()
        assert SAID in seen
        assert "Aleppo" in seen
        assert "19 Sep" in seen


def _typed(steps: Steps) -> None:
    steps.go("/report/")
    steps.page.check('[name=what][value="shelling"]')
    steps.page.fill("[name=from_day]", "2016-09-19")
    steps.page.fill("[name=words]", SAID)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_javascript_one_reads_and_reports(walk: Walk, lang: str):
    """Board, map and an incident are there to be read, and a report is filed, where scripts do not run."""
    with walk.by("reporter", lang, java_script_enabled=False) as steps:
        steps.look = lambda: None  # type: ignore[method-assign] # it measures by scripts
        page = steps.page
        for path, shown in (("/", ".clock li"), ("/map/", "svg path"), ("/incidents/one/?id=jabal-tharda", ".report")):
            steps.go(path)
            expect(page.locator(shown).first).to_be_visible()
        steps.go("/?known=2016-09-17T12:00:00%2B03:00")
        assert page.locator(".clock li").count()
        _typed(steps)
        steps.click('button[value="preview"]')
        assert SAID in steps.text(".sealed .as-typed")
        steps.click('main button[value="file"]')
        assert page.locator("#filed code").count()


def test_what_is_typed_while_the_line_is_lost_arrives_in_the_draft(walk: Walk):
    """The page says that the line is lost and that it keeps what is typed; back on the line it says where it went."""
    with walk.by("reporter") as steps:
        steps.go("/report/")
        page = steps.page
        key = page.get_attribute("#entry", "data-key")
        page.fill("[name=words]", "Two shells")
        page.context.set_offline(True)
        page.fill("[name=words]", SAID)
        expect(page.locator("#kept")).to_have_text(page.get_attribute("#entry", "data-away") or "", timeout=20_000)
        page.context.set_offline(False)
        expect(page.locator("#kept")).to_have_text(page.get_attribute("#entry", "data-kept") or "", timeout=20_000)
        steps.faults = [each for each in steps.faults if "ERR_INTERNET_DISCONNECTED" not in each]

        steps.go(f"/report/?draft={key}")
        assert page.input_value("[name=words]") == SAID
