"""A bulletin as PDF: the same page on paper, with no request to anywhere, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any, NoReturn

_OWN = Path(__file__).resolve().parent.parent / "static" / "paper.css"


class NothingIsFetchedError(ValueError):
    """A page for paper asked for something by its address; everything that it needs is handed to it."""


class NothingIsFetched:
    """What WeasyPrint asks for every address: it refuses them all, files of this machine among them."""

    _fail_on_errors = True  # a page that asks is not printed without what it asked for

    def __call__(self, url: str, *_args: Any, **_options: Any) -> NoReturn:
        """Refuse.

        Raises:
            NothingIsFetchedError: Always.
        """
        raise NothingIsFetchedError(url)


def pdf_from_html(html: str, sha256: str, language: str) -> bytes:
    """Return the PDF of a page.

    Args:
        html: A whole page that loads nothing.
        sha256: Of the bulletin; with the language it identifies the file, so that the same page gives the same bytes.
        language: Code of it.

    Raises:
        NothingIsFetchedError: The page asks for something by its address.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415  a second to load, and an extra
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415  the same

    refuse = NothingIsFetched()
    sheets = [CSS(string=_OWN.read_text("utf-8"), url_fetcher=refuse)]
    identifier = hashlib.sha256(f"{sha256} {language}".encode()).digest()[:16]
    target = io.BytesIO()
    try:
        HTML(string=html, url_fetcher=refuse).write_pdf(target, stylesheets=sheets, pdf_identifier=identifier)
    except FatalURLFetchingError as error:  # no Exception by WeasyPrint's count, so that nothing of its own stops it
        raise NothingIsFetchedError(str(error)) from None
    return target.getvalue()
