"""The verifier's page in a browser: a folder and a .zip, sound and not, in three languages, on a desk and a phone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.attacks.ledger.world import export_with_later_cosignature, log_key

pytestmark = pytest.mark.browser

PAGE = Path(__file__).resolve().parents[2] / "verifier" / "verifier.html"
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A fresh browser, without a network of its own."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield running
        running.close()


def opened(browser: Browser, language: str = "en", width: int = 1280) -> tuple[Page, list[str]]:
    """Open the page from the disk, noting every address that it asks for."""
    asked: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{PAGE.as_uri()}#{language}")
    return page, asked


def folder_of(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write the files of an export."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def answered(page: Page) -> str:
    """Return the answer once there is one."""
    page.wait_for_selector(".verdict.sound, .verdict.unsound, .verdict.failed", timeout=WAIT_MS)
    return page.inner_text("#answer")


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_sound_folder_is_told_of(browser: Browser, tmp_path: Path, language: str, width: int) -> None:
    """Checkpoint, log key and cosignatures are shown; nothing overflows; nothing leaves the page."""
    page, asked = opened(browser, language, width)
    page.set_input_files("#folder", folder_of(export_with_later_cosignature(), tmp_path / "copy"))
    text = answered(page)
    scroll, client = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    page.screenshot(full_page=True, path=tmp_path / "verifier.png")
    direction = page.evaluate("document.documentElement.dir")
    sound = page.query_selector(".verdict.sound")
    page.close()

    assert sound is not None
    assert str(log_key().public) in text
    assert scroll <= client
    assert ("rtl" if language == "ar" else "ltr") == direction
    assert [PAGE.as_uri()] == [each for each in asked if not each.startswith("blob:")]


def test_a_zip_and_a_changed_folder(browser: Browser, tmp_path: Path) -> None:
    """A deflated .zip of the folder is sound; a folder with one byte changed names the file."""
    files = dict(export_with_later_cosignature())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(f"copy/{path}", data)
    (tmp_path / "copy.zip").write_bytes(packed.getvalue())
    page, _ = opened(browser)
    page.set_input_files("#zip", tmp_path / "copy.zip")
    answered(page)
    sound = page.query_selector(".verdict.sound")
    page.close()
    page, _ = opened(browser)
    page.set_input_files("#folder", folder_of(files | {"README.txt": b"x"}, tmp_path / "changed"))
    text = answered(page)
    unsound = page.query_selector(".verdict.unsound")
    page.close()

    assert sound is not None
    assert unsound is not None
    assert "E-LEDGER-004" in text
    assert "README.txt" in text


def test_another_log_key_is_found(browser: Browser, tmp_path: Path) -> None:
    """What the reader was told of the log is held against the copy."""
    page, _ = opened(browser)
    page.evaluate("document.querySelector('details').open = true")
    page.fill("#log", str(log_key(2).public))
    page.set_input_files("#folder", folder_of(export_with_later_cosignature(), tmp_path / "copy"))
    text = answered(page)
    page.close()

    assert "E-LEDGER-022" in text
