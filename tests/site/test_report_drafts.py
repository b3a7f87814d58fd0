"""Drafts: kept for their owner alone, encrypted, and gone once they are filed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from ceasefire.centre.filing.models import Draft

Site = Callable[[str], Client]
KEY = "abcdef0123456789" * 2
TYPED = {"key": KEY, "kind": "report", "from_day": "2016-09-19", "words": "Two lorries burnt."}


def _keep(browser: Client, **more):
    return browser.post("/report/drafts/", TYPED | {"step": "keep"} | more)


def test_what_is_typed_is_kept_and_comes_back(as_: Site):
    """An open page keeps what is typed; the list shows it, and the form opens with it."""
    browser = as_("reporter")

    answer = _keep(browser)

    assert answer.json()["kept"] is True
    assert "Two lorries burnt." in browser.get("/report/drafts/").content.decode()
    page = browser.get(f"/report/?draft={KEY}").content.decode()
    assert "Two lorries burnt." in page
    assert f'value="{KEY}"' in page


@pytest.mark.parametrize("name", ["analyst", "head", "administrator", "observer", ""])
def test_nobody_else_reads_or_deletes_it(as_: Site, name: str):
    """Another person's browser, whatever the role, neither reads nor deletes nor overwrites a draft."""
    _keep(as_("reporter"))
    other = as_(name)

    pages = [other.get("/report/drafts/"), other.get(f"/report/?draft={KEY}"), _keep(other, words="Mine.")]
    other.post("/report/drafts/", {"step": "delete", "key": KEY})

    assert not [each for each in pages if b"lorries" in each.content]
    assert "lorries" in as_("reporter").get(f"/report/?draft={KEY}").content.decode()


def test_a_draft_is_encrypted_where_it_lies(as_: Site):
    """A copy of the database alone does not tell what somebody is about to report."""
    _keep(as_("reporter"))

    assert b"lorries" not in bytes(Draft.objects.get().body)


def test_without_javascript_a_button_keeps_it(as_: Site):
    """The form's own button keeps a draft, faulty as it may be."""
    answer = as_("reporter").post("/report/", TYPED | {"from_day": "", "step": "draft"})

    assert "/report/drafts/" == answer["Location"]
    assert 1 == Draft.objects.count()


def test_it_goes_when_it_is_deleted_or_filed(as_: Site):
    """Deleting removes it; so does filing; and a page that is late keeps nothing of what was filed."""
    browser = as_("reporter")
    _keep(browser)
    browser.post("/report/drafts/", {"step": "delete", "key": KEY})
    assert not Draft.objects.exists()

    _keep(browser)
    browser.post("/report/", TYPED | {"step": "file"})
    assert not Draft.objects.exists()
    assert 200 == _keep(browser).status_code
    assert not Draft.objects.exists()


def test_there_is_an_end_to_drafts(as_: Site):
    """One person keeps so many drafts and no more."""
    browser = as_("reporter")
    for number in range(20):
        assert 200 == _keep(browser, key=f"{number:032x}").status_code

    assert 422 == _keep(browser, key="f" * 32).status_code
    assert 20 == Draft.objects.count()


@pytest.mark.parametrize("wrong", [{"key": "short"}, {"kind": "act"}, {"kind": "watch"}])
def test_what_is_no_form_of_ones_own_is_not_kept(as_: Site, wrong):
    """A form without a key, or of a kind that one does not file, is not kept."""
    assert 400 == _keep(as_("reporter"), **wrong).status_code
    assert not Draft.objects.exists()
