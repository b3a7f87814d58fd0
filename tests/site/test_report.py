"""The form for reports: what is typed arrives as typed, once, or is told what is wrong with it and still there."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from ceasefire.centre.filing import drafts
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.filing.models import Draft, Filed, HeldFile
from ceasefire.centre.filing.once import file_once
from ceasefire.centre.live import keys, shown, store
from ceasefire.centre.people.models import Person
from ceasefire.ledger.entries import SealedPart, unseal
from ceasefire.problems import Refused
from ceasefire.records import Choice

Site = Callable[[str], Client]
KEY = "0123456789abcdef" * 2
REPORT = {
    "kind": "report",
    "key": KEY,
    "what": ["air-strike"],
    "from_day": "2016-09-19",
    "from_time": "19:10",
    "to_time": "20:00",
    "how": "sometime",
    "area": "aleppo",
    "by": ["government", "russia"],
    "by_how": "any_of",
    "against": ["sarc"],
    "killed_low": "18",
    "injured_low": "5",
    "injured_best": "7",
    "injured_high": "12",
    "basis": "told",
    "words": "A convoy was hit.",
    "words_language": "en",
}


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def _newest():
    return max(shown().inputs.records, key=lambda each: each.position)


def _parts(position: int, team: str) -> dict[str, Any]:
    leaf, parts = store().entry(position)
    key = keys().teams[team]
    found = {}
    for each in parts:
        head = leaf.entry.part(each.name)
        if isinstance(each, SealedPart) and head is not None and team in head.readers:
            found[each.name] = unseal(each, head, key)
    return found


@pytest.mark.parametrize("name", ["reporter", "analyst", "verifier", "head", "co-chair-us", "liaison", "access"])
def test_each_role_that_may_files_a_report(as_: Site, name: str):
    """Whoever may file looks it over, files it, and gets a receipt with number, hash and checkpoint."""
    browser, before = as_(name), store().size()

    preview = browser.post("/report/", REPORT | {"step": "preview"})
    answer = browser.post("/report/", REPORT | {"step": "file"})
    receipt = browser.get(answer["Location"]).content.decode()

    assert "All sides will read" in preview.content.decode()
    assert before + 1 == store().size()
    assert f"<b>{before:,}</b>" in receipt
    assert f"{before + 1} entries" in receipt


@pytest.mark.parametrize("name", ["", "observer", "administrator"])
def test_nobody_else_files(as_: Site, name: str):
    """Who only reads, or administers, or has not signed in, files nothing."""
    answer = as_(name).post("/report/", REPORT | {"step": "file"})

    assert 403 == answer.status_code
    assert not Filed.objects.exists()


def test_bounds_and_either_or_both_arrive_as_they_were_typed(as_: Site):
    """At least 18 leaves the end open; either or both stays a set; the words are in the sealed part alone."""
    as_("reporter").post("/report/", REPORT | {"step": "file"})

    record = _newest()
    counts = {each.unit: (each.low, each.best, each.high) for each in record.counts}
    assert {"killed": (18, None, None), "injured": (5, 7, 12)} == counts
    assert Choice("any_of", ("government", "russia")) == record.who.by
    assert ("sometime", 3000) == (record.when.how, record.when.latest - record.when.earliest)
    assert ("civil-defence", "told", "aleppo") == (record.source, record.basis, record.where.code)
    assert "convoy" not in str(record)
    assert {"en": "A convoy was hit."} == _parts(record.position, "mission")["narrative"]["text"]


def test_days_without_times_are_whole_days_by_the_agreements_zone(as_: Site):
    """A first and a last day are civil days in Damascus, and nothing finer."""
    typed = REPORT | {"from_time": "", "to_time": "", "to_day": "2016-09-20", "how": "spread", "step": "file"}

    as_("reporter").post("/report/", typed)

    when = _newest().when
    assert (1474232400, 2 * 86_400, "spread") == (when.earliest, when.latest - when.earliest, when.how)


def test_a_position_is_sealed_for_the_mission(as_: Site):
    """Of a position all sides read only the areas; the mission's key opens it."""
    where = {"lat": "36.1500", "lon": "36,95", "radius_m": "3000", "place": "Urum al-Kubra", "weapon": "drone"}

    preview = as_("reporter").post("/report/", REPORT | where | {"step": "preview"}).content.decode()
    as_("reporter").post("/report/", REPORT | where | {"step": "file"})

    open_, sealed = preview.split("This stays sealed")
    assert "36.15" not in open_
    assert "36.15" in sealed
    record = _newest()
    assert record.where.lat is None
    parts = _parts(record.position, "mission")
    assert ("36.15", "36.95") == (parts["position"]["where"]["lat"], parts["position"]["where"]["lon"])
    assert "Place: Urum al-Kubra\nWeapon: drone\nA convoy" in parts["narrative"]["text"]["en"]
    assert {} == _parts(record.position, "russia")


def test_two_clicks_file_once(as_: Site):
    """The same form, sent again, leads to the same receipt and leaves one entry."""
    browser, before = as_("reporter"), store().size()

    first, second = (browser.post("/report/", REPORT | {"step": "file"}) for _ in range(2))

    assert before + 1 == store().size()
    assert second["Location"].startswith(first["Location"])
    assert "not filed a second time" in browser.get(second["Location"]).content.decode()


def test_a_form_whose_receipt_was_lost_is_found_in_the_ledger(as_: Site):
    """If the centre stopped after entering it, filing again finds the entry and enters nothing."""
    browser = as_("reporter")
    browser.post("/report/", REPORT | {"step": "file"})
    size, first = store().size(), Filed.objects.get().first
    Filed.objects.all().delete()

    answer = browser.post("/report/", REPORT | {"step": "file"})

    assert 302 == answer.status_code
    assert (size, first) == (store().size(), Filed.objects.get().first)


def test_two_people_with_one_form_key_file_two_reports(as_: Site):
    """A form's key is a person's own: another's does not stand in its way, nor shows a receipt."""
    first = as_("reporter").post("/report/", REPORT | {"step": "file"})
    second = as_("analyst").post("/report/", REPORT | {"step": "file"})

    assert first["Location"] == second["Location"]
    assert 2 == Filed.objects.count()
    assert 404 == as_("verifier").get(first["Location"]).status_code


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"from_day": ""}, "from_day", "on which day"),
        ({"from_day": "2016-02-30"}, "from_day", "no date"),
        ({"from_time": "25:00"}, "from_time", "no time of day"),
        ({"from_time": "", "to_time": "20:00"}, "from_time", "give the start one too"),
        ({"to_time": "19:00"}, "to_time", "before the start"),
        ({"to_day": "2016-09-18", "from_time": "", "to_time": ""}, "to_day", "before the first"),
        ({"lat": "36.1"}, "lon", "both latitude"),
        ({"lat": "north", "lon": "36.9", "radius_m": "1"}, "lat", "no degrees"),
        ({"lat": "36.1", "lon": "36.9"}, "radius_m", "how far off"),
        ({"killed_low": "many"}, "killed_low", "no whole number"),
        ({"killed_low": "5", "killed_high": "4"}, "killed_low", "more than at most"),
        ({"more_low": "5"}, "more_unit", "what was counted"),
        ({"by_how": "unknown"}, "by", "not both"),
        ({"by": ["atlantis"]}, "by", "not in the agreement"),
        ({"area": "atlantis"}, "area", "defined nowhere"),
        ({"origin_pseudonym": "my neighbour"}, "origin", "nobody whom the agreement names"),
        ({"incident": "x/y"}, "incident", "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(as_: Site, wrong, field, words):
    """An error names its field, is linked from the top, and everything typed still stands in the form."""
    answer = as_("reporter").post("/report/", REPORT | wrong | {"step": "file"})
    page = answer.content.decode()

    assert 422 == answer.status_code
    assert f'href="#f-{field}"' in page
    assert words in "".join(re.findall(f'id="e-{field}">([^<]*)<', page))
    assert f'id="f-{field}"' in page
    assert "A convoy was hit." in page
    assert not Filed.objects.exists()


def test_a_complaint_of_a_side_can_be_opened_by_all_teams(as_: Site):
    """A complaint carries number, addressee and term, is not known to be admitted, and all teams may read its words."""
    typed = {"kind": "complaint", "key": KEY, "number": "17", "addressee": ["russia"], "addressee_how": "any_of"}
    typed |= {"term": shown().agreement.terms[0].id, "from_day": "2016-09-19", "from_time": "12:00", "words": "Stop."}

    as_("co-chair-us").post("/report/", typed | {"step": "file"})

    record = _newest()
    assert ("complaint", "us-state", "17", "unknown") == (
        record.kind,
        record.source,
        record.details.number,
        record.details.admitted,
    )
    assert {"en": "Stop."} == _parts(record.position, "russia")["narrative"]["text"]


def test_a_liaison_without_a_key_is_told_that_the_mission_takes_it_in(as_: Site):
    """The mission signs what a liaison hands in, as its receiver, and the liaison reads so before filing."""
    typed = {"kind": "complaint", "key": KEY, "number": "3", "addressee": ["united-states"], "from_day": "2016-09-19"}
    browser = as_("liaison")

    preview = browser.post("/report/", typed | {"step": "preview"}).content.decode()
    browser.post("/report/", typed | {"step": "file"})

    assert "the mission takes it in for you" in preview
    leaf, _ = store().entry(_newest().position)
    assert ("mission", "syrian-government") == (leaf.entry.by, _newest().source)


def test_an_answer_names_what_it_answers(as_: Site):
    """A guarantor answers a complaint that was released to it; the answer is by whom its source speaks for."""
    put = {"kind": "complaint", "key": KEY, "number": "17", "addressee": ["russia"], "from_day": "2016-09-19"}
    as_("co-chair-us").post("/report/", put | {"step": "file"})
    complaint = _newest()
    typed = {"kind": "answer", "key": KEY, "complaint": complaint.key, "from_day": "2016-09-19", "from_time": "12:00"}
    browser = as_("co-chair-russia")

    assert complaint.key in browser.get("/report/?kind=answer").content.decode()
    browser.post("/report/", typed | {"step": "file"})

    record = _newest()
    assert (complaint.key, ("russia",)) == (record.details.complaint, record.who.by.members)
    wrong = browser.post("/report/", typed | {"key": "f" * 32, "complaint": "nobody/nothing", "step": "file"})
    assert 'href="#f-complaint"' in wrong.content.decode()


def test_a_watch_is_filed_by_the_mission_alone(as_: Site):
    """Who could observe what, where and when is the mission's to say; a side that posts one files a report at most."""
    typed = {"kind": "watch", "key": KEY, "sees": ["air-strike", "killed"], "done": "yes", "area": "aleppo"}
    typed |= {"from_day": "2016-09-19", "from_time": "06:00", "to_time": "18:00", "how": "throughout"}

    as_("analyst").post("/report/", typed | {"step": "file"})
    record = _newest()
    as_("liaison").post("/report/", typed | {"step": "file"})

    assert (("air-strike", "killed"), True) == (record.details.sees, record.details.done)
    assert "watch" != _newest().kind or _newest().position == record.position


def test_fields_that_are_not_the_forms_change_nothing(as_: Site):
    """What somebody adds to a form - a standing, a source, a kind - does not get into the record."""
    added = {"standing": "verified", "source": "un-ocha", "speaker": "russian-mod", "version": "7", "id": "mine"}

    as_("reporter").post("/report/", REPORT | added | {"step": "file"})

    record = _newest()
    assert ("received", "civil-defence", "civil-defence", 1) == (
        record.standing,
        record.source,
        record.speaker,
        record.version,
    )
    as_("reporter").post("/report/", REPORT | {"kind": "act", "key": "e" * 32, "step": "file"})
    assert "report" == _newest().kind


def test_attachments_are_sealed_without_metadata_and_survive_an_error(as_: Site):
    """A picture handed in with a faulty form is still there when it is mended, and is filed sealed."""
    browser = as_("reporter")
    wrong = REPORT | {"from_day": "", "step": "preview", "files": SimpleUploadedFile("road.png", _png(), "image/png")}

    page = browser.post("/report/", wrong).content.decode()
    answer = browser.post("/report/", REPORT | {"step": "file"})

    assert "road.png" in page
    assert "an attachment, without its metadata" in browser.get(answer["Location"]).content.decode()
    parts = _parts(_newest().position, "mission")
    assert "road.png" == parts["attachment-1"]["name"]
    assert not HeldFile.objects.exists()


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>\x00"])
def test_a_file_that_is_not_taken_is_said_at_the_files(as_: Site, data):
    """What is neither a picture that can be read nor plain text is refused, and the rest of the form kept."""
    sent = REPORT | {"step": "preview", "files": SimpleUploadedFile("a.png", data)}

    page = as_("reporter").post("/report/", sent).content.decode()

    assert 'href="#f-files"' in page
    assert "A convoy was hit." in page
    assert not HeldFile.objects.exists()


def test_under_duress_it_is_as_if_the_ledger_were_away(as_: Site):
    """Whoever signed in by the duress word files and keeps nothing, sees no draft, and reads of a fault that passes."""
    browser = as_("reporter")
    browser.post("/report/", REPORT | {"step": "draft"})
    session = browser.session
    session["duress"] = True
    session.save()
    before = store().size()

    answer = browser.post("/report/", REPORT | {"key": "d" * 32, "step": "file"})
    listed = browser.get("/report/drafts/")

    assert (503, before) == (answer.status_code, store().size())
    for page in (answer.content.decode(), listed.content.decode()):
        assert "duress" not in page.lower()
        assert KEY not in page
    assert 1 == Draft.objects.count()


def test_filing_itself_refuses_under_duress_as_a_busy_database_would(as_: Site):
    """Whichever way it is reached, filing and keeping say what a busy database says, and there are no drafts."""
    as_("reporter").post("/report/", REPORT | {"step": "draft"})
    viewer = Person.objects.get(username="reporter").viewer(duress=True)
    content = {"kind": "report", "when": {"day": "2016-09-19", "zone": "UTC"}}

    for act in (lambda: file_once(viewer, KEY, content, ()), lambda: drafts.keep(viewer, KEY, "report", {})):
        with pytest.raises(Refused) as refused:
            act()
        assert ["E-LEDGER-032"] == [each.code for each in refused.value.problems]
    assert (None, ()) == (drafts.kept(viewer, KEY), drafts.drafts_of(viewer))
    assert drafts.device_secret(viewer) != drafts.device_secret(replace(viewer, duress=False))


class _Labels(HTMLParser):
    """Which inputs have a label, and whether each stands in a form."""

    def __init__(self) -> None:
        super().__init__()
        self.inputs: list[tuple[str | None, str | None, bool]] = []
        self.labelled: set[str | None] = set()
        self.depth = 0
        self.legends, self.fieldsets = 0, 0

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "label":
            self.depth += 1
            self.labelled.add(found.get("for"))
        self.fieldsets += tag == "fieldset"
        self.legends += tag == "legend"
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden" and "hidden" not in found:
            self.inputs.append((found.get("name"), found.get("id"), self.depth > 0))

    def handle_endtag(self, tag):
        self.depth -= tag == "label"


@pytest.mark.parametrize("kind", ["report", "complaint", "answer", "watch"])
def test_every_field_has_a_label_and_every_group_a_legend(as_: Site, kind: str):
    """The form is complete by keyboard and by ear."""
    name = "co-chair-us" if kind == "answer" else "head"
    parser = _Labels()
    parser.feed(as_(name).get(f"/report/?kind={kind}").content.decode())

    assert [] == [each for each in parser.inputs if not (each[2] or each[1] in parser.labelled)]
    assert len(parser.inputs) > 5
    assert parser.fieldsets == parser.legends


@pytest.mark.parametrize(
    ("name", "kind"), [("reporter", "act"), ("reporter", "watch"), ("liaison", "finding"), ("access", "act")]
)
def test_no_role_files_a_kind_that_is_not_its_own_whichever_way_it_comes(as_: Site, name: str, kind: str):
    """Even past the form - by the API, say - an act, a finding or a watch of the wrong role is refused."""
    as_(name)
    viewer = Person.objects.get(username=name).viewer(duress=False)
    day = {"day": "2016-09-19", "zone": "UTC"}
    added: dict[str, dict[str, Any]] = {
        "act": {"act": "ends", "instrument": shown().agreement.instruments[0].id, "effective": "2016-09-19T00:00:00Z"},
        "watch": {"when": day, "where": {"scheme": "agreement", "code": "aleppo"}, "sees": ["killed"], "done": True},
        "finding": {"incident": "urum-al-kubra-convoy", "happened": "no"},
    }

    with pytest.raises(Refused) as refused:
        file_contents(viewer, [{"kind": kind, "id": "mine"} | added[kind]])

    assert ("E-LEDGER-018", "1.kind") == (refused.value.problems[0].code, refused.value.problems[0].where.field)


def test_two_halves_of_a_double_click_at_once_file_once(as_: Site):
    """Two requests that arrive together, each in a thread of its own, leave one entry and one receipt."""
    browsers, before = [as_("reporter"), as_("reporter")], store().size()
    found: list[str] = []

    def click(browser: Client) -> None:
        found.append(browser.post("/report/", REPORT | {"step": "file"}).headers.get("Location", ""))
        connections["default"].close()

    threads = [threading.Thread(target=click, args=[each]) for each in browsers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert before + 1 == store().size()
    assert 1 == Filed.objects.count()
    assert {f"/report/filed/{KEY}/"} == {each.split("?")[0] for each in found}
