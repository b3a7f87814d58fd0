"""The ledger's pages: what is shown of entries to whom, proofs, copies, cosignatures, the verifier."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ceasefire.centre.access import Viewer
from ceasefire.centre.live import keys, shown, store, view_for
from ceasefire.centre.people.models import Journal
from ceasefire.cli._custody._files import ZipFiles
from ceasefire.ledger.copies import read_folder, verify_copy
from ceasefire.ledger.notes import cosign, note_from_text, proof_file_from_text

Site = Callable[[str], Client]
MISSION, OBSERVER = Viewer("analyst", "mission"), Viewer("observer")


def unreleased_to_observers() -> int:
    """Return the position of a record that is in the ledger and not released to observers."""
    found = shown()
    released = {each.position for each in view_for(OBSERVER, found).desk.inputs.records}
    return max(each.position for each in found.inputs.records if each.position not in released)


def held_from_parties() -> int:
    """Return the position of a record that parties may not have yet."""
    found = shown()
    released = {each.position for each in view_for(Viewer("liaison"), found).desk.inputs.records}
    return max(each.position for each in found.inputs.records if each.position not in released)


def test_the_newest_checkpoint_and_who_cosigned_it_lead(as_: Site):
    """The page says how many entries there are, the root in short, and at which size each team cosigned last."""
    page = as_("analyst").get("/ledger/").content.decode()
    size = store().size()

    assert f">{size}  " in page or f"{size}  " in page
    assert "united-states" in page
    assert "russia" in page
    assert "runs the ledger" in page


def test_entries_turn_by_their_place(as_: Site):
    """Each page begins below the last entry of the page before it, and every entry is on exactly one page."""
    browser, address, seen = as_("head"), "/ledger/", []
    while address:
        page = browser.get(address).content.decode()
        seen += [int(each) for each in re.findall(r'<a href="/ledger/entries/(\d+)/">', page)]
        older = re.search(r'<a rel="next" href="([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else ""

    assert seen == list(range(store().size() - 1, -1, -1))


@pytest.mark.parametrize("before", ["-1", "x", "9" * 40, "٣", "1e3", ""])
def test_a_place_that_is_none_shows_the_newest(as_: Site, before: str):
    """An address that names no place is not an error."""
    page = as_("head").get("/ledger/", {"before": before}).content.decode()

    assert f'href="/ledger/entries/{store().size() - 1}/"' in page


def test_an_observer_learns_of_an_unreleased_entry_only_its_number_kind_and_commitment(as_: Site):
    """Neither its subject, nor who signed it, nor when; the mission sees all of it."""
    position = unreleased_to_observers()
    record = next(each for each in shown().inputs.records if each.position == position)
    address = f"/ledger/?before={position + 1}"
    inside, outside = (as_(name).get(address).content.decode() for name in ("analyst", "observer"))
    row = re.search(rf'<tr role="row" class="held"><th[^>]*>{position}</th>.*?</tr>', outside, re.DOTALL)

    assert record.key in inside
    assert record.key not in outside
    assert row
    assert "mission" not in row[0]
    assert "record of a source" in row[0]


def test_a_filter_is_no_way_to_ask_about_what_is_held_back(as_: Site):
    """Filtered by team, an outside reader gets only entries of which the team is shown."""
    position = unreleased_to_observers()
    page = as_("observer").get(f"/ledger/?before={position + 1}&team=mission").content.decode()

    assert 'class="held"' not in page


def test_filters_keep_kind_and_team(as_: Site):
    """Only entries of the kind and team asked for are listed."""
    page = as_("verifier").get("/ledger/", {"kind": "agreement", "team": "mission"}).content.decode()

    assert len(re.findall(r"<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><a", page)) == 1
    assert "No entry fits" in as_("verifier").get("/ledger/?kind=redaction").content.decode()


def test_an_entry_shows_its_parts_with_their_readers(as_: Site):
    """The mission sees which parts there are, for whom each is sealed, and what each commits to."""
    record = next(each for each in shown().inputs.records if each.kind == "report")
    page = as_("analyst").get(f"/ledger/entries/{record.position}/").content.decode()
    leaf, _ = store().entry(record.position)

    assert "narrative" in page
    assert "sealed" in page
    assert record.id in page
    assert all(each.name in page for each in leaf.entry.parts)


def test_an_entry_that_is_not_released_says_so_and_nothing_else(as_: Site):
    """A liaison who opens an entry held back from parties reads number, kind and commitment, and no team or record."""
    position = held_from_parties()
    record = next(each for each in shown().inputs.records if each.position == position)
    page = as_("liaison").get(f"/ledger/entries/{position}/").content.decode()

    assert "Not released to you, or not yet" in page
    assert record.id not in page
    assert "narrative" not in page
    assert record.id in as_("access").get(f"/ledger/entries/{position}/").content.decode()


def test_an_entry_that_is_not_there_is_not_found(as_: Site):
    """A number beyond the newest entry is answered with a page that says so, however large."""
    for position in (store().size(), 10**30):
        assert as_("head").get(f"/ledger/entries/{position}/").status_code == 404
        assert as_("head").get(f"/ledger/entries/{position}/proof").status_code == 404


def test_the_proof_holds_and_carries_the_entry_only_where_it_is_released(as_: Site):
    """The file proves the entry in the newest tree; an observer's of an unreleased one comes without the leaf."""
    position = unreleased_to_observers()
    own = proof_file_from_text(as_("analyst").get(f"/ledger/entries/{position}/proof").content.decode())
    other = proof_file_from_text(as_("observer").get(f"/ledger/entries/{position}/proof").content.decode())

    assert own.is_true_of(own.extra)
    assert other.extra == b""
    assert other.is_true_of(own.extra)


@pytest.mark.parametrize(
    ("name", "audience"),
    [("analyst", "mission"), ("co-chair-us", "united-states"), ("co-chair-russia", "everyone"), ("access", "everyone")],
)
def test_a_copy_for_ones_audience_is_sound_and_on_record(as_: Site, tmp_path: Path, name: str, audience: str):
    """The .zip verifies, is written for that audience, and the journal says who took it."""
    answer = as_(name).post("/ledger/export/", {"for": audience})
    (tmp_path / "copy.zip").write_bytes(answer.getvalue())
    facts = verify_copy(read_folder(ZipFiles(tmp_path / "copy.zip")))

    assert facts.audience == audience
    assert facts.head.size == store().size()
    assert Journal.objects.filter(what="exported", person__username=name, about__contains=audience).count() == 1


@pytest.mark.parametrize(
    ("name", "audience"),
    [("co-chair-us", "russia"), ("co-chair-russia", "mission"), ("analyst", "../x"), ("head", "")],
)
def test_nobody_takes_a_copy_for_another_audience(as_: Site, name: str, audience: str):
    """An audience is the own team or everyone; nothing goes out, and nothing is on record as taken."""
    assert as_(name).post("/ledger/export/", {"for": audience}).status_code == 403
    assert not Journal.objects.filter(what="exported").exists()


@pytest.mark.parametrize("name", ["observer", "reporter", "liaison", "administrator", ""])
def test_who_may_not_have_a_copy_does_not_get_one(as_: Site, name: str):
    """Observers, reporters, liaisons, the administrator and anybody are refused, or sent to sign in."""
    assert as_(name).post("/ledger/export/", {"for": "everyone"}).status_code == 403
    assert as_(name).get("/ledger/export/").status_code in (302, 403)


def test_under_duress_no_copy_goes_out(as_: Site):
    """Whoever signed in by the duress word gets no copy, and nothing is on record as taken."""
    browser = as_("head")
    session = browser.session
    session["duress"] = True
    session.save()

    assert browser.post("/ledger/export/", {"for": "mission"}).status_code in (403, 503)
    assert 'value="mission"' not in browser.get("/ledger/export/").content.decode()
    assert not Journal.objects.filter(what="exported").exists()


def test_a_cosignature_is_taken_in_and_shown(as_: Site):
    """A guarantor's line on the downloaded checkpoint is kept, and the list of teams says at which size."""
    browser = as_("co-chair-us")
    note = note_from_text(browser.get("/ledger/cosign/?file=checkpoint").content.decode())
    line = cosign(note.text, "united-states", keys().teams["united-states"].sign, 1_474_329_600)

    answer = browser.post("/ledger/cosign/", {"line": f"{line}\n"}, follow=True)

    assert "is on record" in answer.content.decode()
    assert ("united-states", store().size(), 1_474_329_600) in store().cosigners()


def test_a_line_that_does_not_hold_is_refused_in_words_and_kept_in_the_field(as_: Site):
    """Another's signature, another team's line, no line at all: each is said, and what was typed stays."""
    browser = as_("co-chair-us")
    text = note_from_text(browser.get("/ledger/cosign/?file=checkpoint").content.decode()).text
    wrong = str(cosign(text + "x", "united-states", keys().teams["russia"].sign, 1))
    other = str(cosign(text, "russia", keys().teams["russia"].sign, 1))
    before = store().cosigners()
    for line, said in (
        (wrong, "does not hold"),
        (other, "no line of united-states"),
        ("hello", "not a signature line"),
    ):
        answer = browser.post("/ledger/cosign/", {"line": line})
        page = answer.content.decode()

        assert answer.status_code == 422
        assert said in page
        assert line.split()[-1].replace("+", "&#43;") in page.replace("+", "&#43;")
    assert store().cosigners() == before


@pytest.mark.parametrize("name", ["analyst", "head", "liaison", "observer"])
def test_only_co_chairs_cosign(as_: Site, name: str):
    """The page is the co-chairs' alone."""
    assert as_(name).get("/ledger/cosign/").status_code == 403


@pytest.mark.parametrize("name", ["administrator", "observer", "co-chair-russia"])
def test_the_verifier_is_one_file_to_download(as_: Site, name: str):
    """It is the file of the project, byte for byte, never shown inside the site."""
    answer = as_(name).get("/ledger/verifier/?file=html")

    assert answer.content == (Path(__file__).parents[2] / "verifier" / "verifier.html").read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "SHA-256" in as_(name).get("/ledger/verifier/").content.decode()
