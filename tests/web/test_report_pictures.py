"""The report in a browser: on a desk, on a phone, on paper; in three languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from tests.unit.publish.sample import AGREEMENT, answer, records

from ceasefire.publish import LANGUAGES, html_from_assessment

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
CSS = Path(__file__).resolve().parents[2] / "src/ceasefire/publish/styles/report.css"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A fresh browser, without a network of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


@pytest.fixture(scope="module", params=LANGUAGES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The report of the sample in one language, as a file."""
    path = tmp_path_factory.mktemp("report") / f"report.{request.param}.html"
    path.write_text(html_from_assessment(AGREEMENT, answer(), records(), request.param), "utf-8")
    return request.param, path


def opened(browser: Browser, path: Path, width: int) -> tuple[Page, list[str]]:
    """Open the report without JavaScript of its own, noting every address that the page asks for."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("request", note)
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows_and_nothing_leaves(browser, report, width, tmp_path):
    """The page never scrolls sideways, asks for nothing but itself, and can be taken as a picture."""
    _, path = report
    page, asked = opened(browser, path, width)
    scroll, client = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    picture = page.screenshot(full_page=True, path=tmp_path / "report.png")
    page.close()

    assert scroll <= client
    assert asked == [path.as_uri()]
    assert len(picture) > 10_000


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_sticks_out_of_its_box(browser, report, width):
    """No element's text is wider than the element, but for what is hidden from sight on purpose."""
    _, path = report
    page, _ = opened(browser, path, width)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("td, th, li, p, h1, h2, h3, dd, section")]
            .filter(each => !each.closest("thead") && each.scrollWidth > each.clientWidth + 1
                && getComputedStyle(each).display !== "inline")
            .map(each => each.tagName + ": " + each.textContent.trim().slice(0, 60))"""
    )
    page.close()

    assert wide == []


def test_the_language_runs_its_own_way(browser, report):
    """Arabic runs from the right and the others from the left, down to the first day of the clock."""
    lang, path = report
    page, _ = opened(browser, path, 1280)
    first, last = page.evaluate(
        """() => { const days = document.querySelectorAll(".clock.runs li");
            return [days[0].getBoundingClientRect().x, days[days.length - 1].getBoundingClientRect().x]; }"""
    )
    direction = page.evaluate("getComputedStyle(document.body).direction")
    page.close()

    assert direction == ("rtl" if lang == "ar" else "ltr")
    assert (first > last) == (lang == "ar")


def test_it_prints(browser, report):
    """On A4 paper the tables stay tables, nothing is cut off, and the shapes keep their fill."""
    _, path = report
    page, _ = opened(browser, path, 794)
    pdf = page.pdf(format="A4")
    page.emulate_media(media="print")
    scroll, client = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    adjust = page.evaluate("getComputedStyle(document.querySelector('.cell')).printColorAdjust")
    display = page.evaluate("getComputedStyle(document.querySelector('.readings td')).display")
    page.close()

    assert pdf.startswith(b"%PDF")
    assert scroll <= client
    assert (adjust, display) == ("exact", "table-cell")


def test_each_state_has_a_shape_of_its_own(browser, report):
    """Two states never look alike without their colour: fill, pattern or border differs."""
    _, path = report
    page, _ = opened(browser, path, 1280)
    shapes = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".key .cell")].map(each => {
            const style = getComputedStyle(each);
            const grey = text => text.replace(/rgba?\\([^)]*\\)/g, colour => /, 0\\)$/.test(colour) ? "none" : "ink");
            return [each.className, [grey(style.backgroundColor), grey(style.backgroundImage), style.borderStyle,
                grey(style.borderColor)].join("|")]; }))"""
    )
    page.close()
    told_apart = {name: shape for name, shape in shapes.items() if "future" not in name}

    assert len(told_apart) == 6
    assert len(set(told_apart.values())) == len(told_apart)


def test_what_is_hidden_is_still_read_aloud(browser, report):
    """Each cell carries its date and state in words, for those who hear the page."""
    _, path = report
    page, _ = opened(browser, path, 1280)
    silent = page.evaluate(
        """() => [...document.querySelectorAll(".clock .cell, .sheet .cell")]
            .filter(each => !each.textContent.trim()).length"""
    )
    cells = page.evaluate("document.querySelectorAll('.clock .cell').length")
    page.close()

    assert cells > 10
    assert silent == 0


def palette() -> dict[str, tuple[float, float, float]]:
    """Return the colours that the style sheet names, as linear light."""
    found = re.findall(r"--(\w+):#([0-9a-f]{6}|[0-9a-f]{3})\b", CSS.read_text("utf-8"))
    return {name: _linear(value if len(value) == 6 else "".join(2 * digit for digit in value)) for name, value in found}


def _linear(value: str) -> tuple[float, float, float]:
    parts = [int(value[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours, as WCAG 2 defines it."""
    weights = (0.2126, 0.7152, 0.0722)
    light, dark = sorted(
        (sum(part * weight for part, weight in zip(each, weights, strict=True)) for each in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", ["ink", "soft", "broken"])
@pytest.mark.parametrize("ground", ["paper", "card", "note"])
def test_text_is_readable(text, ground):
    """Every colour that letters have stands out from every ground by at least 4.5 to 1."""
    colours = palette()

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("shape", ["kept", "broken", "open", "edge", "ink"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_shapes_are_visible(shape, ground):
    """Every colour that shapes have stands out by at least 3 to 1."""
    colours = palette()

    assert contrast(colours[shape], colours[ground]) >= 3
