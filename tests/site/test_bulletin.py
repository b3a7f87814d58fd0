"""The bulletin: drafted, cleared by another, released under signature, corrected openly, computed anew."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from ceasefire.centre.access import Viewer
from ceasefire.centre.bulletins._making import made_anew
from ceasefire.centre.bulletins._paper import NothingIsFetched, NothingIsFetchedError, pdf_from_html
from ceasefire.centre.bulletins.models import Bulletin, TemplateVersion
from ceasefire.centre.filing.entering import file_contents
from ceasefire.centre.live import keys, shown, store
from ceasefire.cli._main import main
from ceasefire.ledger.notes import LOG, VerifierKey, note_from_text
from ceasefire.publish.bulletin import bulletin_from_bytes

Site = Callable[[str], Client]
DAY = {"date": "2016-09-18", "kind": "agreement"}
REMARKS = {"remarks-en": "Seen & <checked>", "remarks-ar": "ملاحظة", "remarks-ru": "Примечание"}
HEAD = Viewer("head-of-mission", "mission", "editors", "head-1")


def drafted(as_: Site, name: str = "analyst", **more: str) -> Bulletin:
    """Let somebody draft the bulletin of 18 September."""
    answer = as_(name).post("/bulletins/", DAY | more)
    assert answer.status_code == 302, answer.content.decode()
    return Bulletin.objects.get(number=int(answer["Location"].split("/")[2]))


def released(as_: Site) -> Bulletin:
    """Let three people draft, clear and release the bulletin of 18 September."""
    made = drafted(as_)
    as_("verifier").post(f"/bulletins/{made.number}/clear", {"sha256": made.sha256})
    as_("head").post(f"/bulletins/{made.number}/release", {"sha256": made.sha256})
    return Bulletin.objects.get(number=made.number)


@pytest.mark.parametrize("name", ["observer", "liaison", "co-chair-russia", "reporter", "head"])
def test_the_demonstration_has_a_released_bulletin_that_all_may_read(as_: Site, name: str):
    """It is there in three languages, cites its checkpoint, and says that its signature holds."""
    for lang in ("en", "ar", "ru"):
        page = as_(name).get(f"/bulletins/1/?lang={lang}").content.decode()

        assert 'class="sign met"' in page
        assert Bulletin.objects.get(number=1).root in page
    assert "The signature holds" in as_(name).get("/bulletins/1/?lang=en").content.decode()


def test_drafts_are_the_missions(as_: Site):
    """Outside nobody sees a draft: not in the list, not by its address, not on paper; the mission does."""
    made = drafted(as_)
    for name in ("observer", "liaison", "co-chair-us", "reporter"):
        assert f"/bulletins/{made.number}/" not in as_(name).get("/bulletins/").content.decode()
        for address in ("", "pdf", "?file=content"):
            assert as_(name).get(f"/bulletins/{made.number}/{address}").status_code == 404, (name, address)
    assert "Draft. Not released" in as_("access").get(f"/bulletins/{made.number}/").content.decode()


def test_under_duress_a_draft_is_neither_shown_nor_made(as_: Site):
    """The duress word shows what an observer sees, and nothing that is entered is kept."""
    made = drafted(as_)
    browser = as_("head")
    session = browser.session
    session["duress"] = True
    session.save()

    assert "Draft. Not released" not in browser.get(f"/bulletins/{made.number}/").content.decode()
    assert browser.post("/bulletins/", {"date": "2016-09-17", "kind": "agreement"}).status_code in (302, 503)
    assert Bulletin.objects.count() == 2


def test_nobody_clears_the_own_draft(as_: Site):
    """The drafter is refused in words; another clears it; only then it can be released."""
    made = drafted(as_, "head")
    address = f"/bulletins/{made.number}/clear"
    own = as_("head").post(address, {"sha256": made.sha256}, follow=True).content.decode()

    assert "Somebody else has to clear it" in own
    assert Bulletin.objects.get(number=made.number).state == "drafted"
    as_("head").post(f"/bulletins/{made.number}/release", {"sha256": made.sha256})
    assert Bulletin.objects.get(number=made.number).state == "drafted"
    as_("analyst").post(address, {"sha256": made.sha256})
    assert Bulletin.objects.get(number=made.number).state == "cleared"


def test_only_what_was_read_is_cleared_and_released(as_: Site):
    """A draft that was drafted again since somebody read it is not cleared; after clearing it falls back to a draft."""
    made = drafted(as_)
    again = drafted(as_, **REMARKS)

    assert again.number == made.number
    assert again.sha256 != made.sha256
    page = as_("verifier").post(f"/bulletins/{made.number}/clear", {"sha256": made.sha256}, follow=True)
    assert "It was changed since you read it" in page.content.decode()
    as_("verifier").post(f"/bulletins/{made.number}/clear", {"sha256": again.sha256})
    drafted(as_)
    as_("head").post(f"/bulletins/{made.number}/release", {"sha256": again.sha256})
    assert Bulletin.objects.get(number=made.number).state == "drafted"


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("observer", "clear"),
        ("co-chair-us", "clear"),
        ("analyst", "release"),
        ("verifier", "release"),
        ("reporter", "clear"),
    ],
)
def test_steps_are_for_the_roles_of_the_table(as_: Site, name: str, step: str):
    """Who may not clear or release is refused, and nothing changes."""
    made = drafted(as_)

    assert as_(name).post(f"/bulletins/{made.number}/{step}", {"sha256": made.sha256}).status_code == 403
    assert Bulletin.objects.get(number=made.number).state == "drafted"


def test_a_released_bulletin_is_signed_and_named_in_the_ledger(as_: Site):
    """The note holds under the mission's key, and a statement of its source names number and hash."""
    made = released(as_)
    key = keys().teams["mission"].public
    note = note_from_text(as_("observer").get(f"/bulletins/{made.number}/?file=note").content.decode())
    entry = next(each for each in shown().inputs.records if each.position == made.entry)

    assert made.state == "released"
    assert note.is_signed_by(VerifierKey("mission", LOG, key.sign))
    assert f"sha256 {made.sha256}\n" in note.text
    assert entry.kind == "statement"
    assert entry.id == f"bulletin-{made.number}-{made.sha256[:32]}"


def test_what_was_released_is_never_drafted_again(as_: Site):
    """The day of a released bulletin is refused with what to do; it stays as it was."""
    made = released(as_)
    answer = as_("analyst").post("/bulletins/", DAY | REMARKS)

    assert answer.status_code == 422
    assert "Correct that one" in answer.content.decode()
    assert "Seen &amp; &lt;checked&gt;" in answer.content.decode()
    assert Bulletin.objects.get(number=made.number).content == made.content


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"date": "2016-09-30"}, "not over yet"),
        ({"date": "yesterday"}, "no day of the agreement"),
        ({"remarks-en": "Only English"}, "all three languages"),
    ],
)
def test_a_draft_that_cannot_be_made_says_why_and_keeps_what_was_typed(as_: Site, given: dict[str, str], said: str):
    """A day that is not over, a date that is none, a remark for one side only."""
    answer = as_("analyst").post("/bulletins/", DAY | given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert next(iter(given.values())) in answer.content.decode()
    assert Bulletin.objects.count() == 1


def test_yesterdays_is_computed_anew_byte_for_byte_after_later_entries(as_: Site):
    """From the ledger at the size and moment that it cites the same bytes follow, whatever was entered since."""
    made = released(as_)
    told = {"kind": "statement", "id": "later", "stance": "asserts", "text": {"en": "Later."}}
    report = {
        "kind": "report", "id": "later-report", "what": "air-strike", "counts": {"killed": {"low": 5}},
        "when": {"from": "2016-09-18T08:00:00+03:00", "to": "2016-09-18T09:00:00+03:00"},
    }  # fmt: skip
    before = store().size()
    file_contents(HEAD, [told, report])

    assert store().size() == before + 2
    again = made_anew(store().copy(), bulletin_from_bytes(made.content.encode()))
    assert again.content == made.content.encode()
    assert again.sha256 == made.sha256
    page = as_("analyst").get(f"/bulletins/{made.number}/?anew=1").content.decode()
    assert "the same, byte for byte" in page


def test_a_correction_has_a_new_number_and_the_old_stays_and_says_so(as_: Site):
    """The new one names the old and why; once released the old one points to it, and both can be read."""
    old = released(as_)
    reason = {"reason-en": "A count was wrong.", "reason-ar": "خطأ", "reason-ru": "Ошибка"}
    address = f"/bulletins/{old.number}/correct/"
    bare = as_("analyst").post(address, {"reason-en": "Only English"})
    answer = as_("analyst").post(address, reason)
    new = Bulletin.objects.get(number=int(answer["Location"].split("/")[2]))

    assert bare.status_code == 422
    assert "in all three languages" in bare.content.decode()
    assert new.number == old.number + 1
    assert "Corrected" not in as_("observer").get(f"/bulletins/{old.number}/").content.decode()
    as_("verifier").post(f"/bulletins/{new.number}/clear", {"sha256": new.sha256})
    as_("head").post(f"/bulletins/{new.number}/release", {"sha256": new.sha256})
    page = as_("observer").get(f"/bulletins/{old.number}/").content.decode()
    assert f"Corrected by bulletin {new.number}" in page
    assert "The signature holds" in page
    assert "A count was wrong." in as_("observer").get(f"/bulletins/{new.number}/").content.decode()
    again = as_("analyst").post(address, reason)
    assert "A later bulletin corrects this one already" in again.content.decode()


def test_it_tells_only_what_is_released_to_observers(as_: Site):
    """No record that is held back from observers is named in it, in any language; what would settle it is not there."""
    made = drafted(as_)
    value = bulletin_from_bytes(made.content.encode())
    pages = json.dumps(json.loads(made.content)["pages"], ensure_ascii=False)
    from ceasefire.centre.access import released as released_to

    found = shown()
    held = [
        each
        for each in found.inputs.records
        if released_to(each, "observers", found.known[each.key, each.version], value.head.as_of) is None
    ]

    assert held
    assert [each.key for each in held if each.key in pages and each.version == 1] == []
    assert "settle" not in pages.lower()


def test_remarks_are_text_and_never_markup(as_: Site):
    """What editors type is escaped on the page and on paper."""
    made = drafted(as_, **REMARKS)
    page = as_("analyst").get(f"/bulletins/{made.number}/").content.decode()

    assert "Seen &amp; &lt;checked&gt;" in page
    assert "<checked>" not in page


@pytest.mark.parametrize("lang", ["en", "ar", "ru"])
def test_the_pdf_is_the_same_bytes_every_time(as_: Site, lang: str):
    """Asked twice, by two people, the file is identical; its identifier is not drawn at random."""
    first = as_("observer").get(f"/bulletins/1/pdf?lang={lang}")
    second = as_("head").get(f"/bulletins/1/pdf?lang={lang}")

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == second.content


def test_the_pdf_does_not_depend_on_the_process():
    """Made in two processes with different hash seeds, a page in Arabic gives the same bytes."""
    program = (
        "import sys, hashlib, ceasefire.centre\n"
        "from ceasefire.centre.bulletins._paper import pdf_from_html\n"
        "html = '<html lang=ar dir=rtl><h1>نشرة 1</h1><p>وقف الأعمال العدائية، 19 أيلول</p></html>'\n"
        "print(hashlib.sha256(pdf_from_html(html, 'x', 'ar')).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "HOME": "/tmp"},  # noqa: S108
        ).stdout
        for seed in ("1", "2")
    }

    assert len(found) == 1


@pytest.mark.parametrize("url", ["http://example.org/x.png", "file:///etc/passwd", "data:text/css,a{}"])
def test_paper_fetches_nothing(url: str):
    """A page that asks for anything by its address is not printed: neither the network nor this machine's files."""
    with pytest.raises(NothingIsFetchedError):
        NothingIsFetched()(url)
    with pytest.raises(NothingIsFetchedError):
        pdf_from_html(f'<html><link rel="stylesheet" href="{url}"><img src="{url}"><p>x</p></html>', "x", "en")


def test_the_template_is_the_heads_and_versions_are_kept(as_: Site):
    """The head keeps a new version, the next draft uses it, an analyst only reads it."""
    page = as_("head").get("/bulletins/template/").content.decode()
    kinds = re.findall(r'name="kind" value="([^"]+)"', page)
    form: dict[str, object] = {"kind": kinds}
    form |= {f"place-{at}": str(at + 1) for at, kind in enumerate(kinds) if kind not in ("aid", "text")}
    form |= {f"title-{code}": f"No. {{number}} {code}" for code in ("en", "ar", "ru")}

    assert as_("analyst").get("/bulletins/template/").status_code == 200
    assert as_("analyst").post("/bulletins/template/", form).status_code == 403
    assert as_("head").post("/bulletins/template/", form).status_code == 302
    made = bulletin_from_bytes(drafted(as_).content.encode())
    assert made.head.template_number == 1
    assert made.pages["ru"].title == f"No. {made.head.number} ru"
    assert "aid" not in [each.kind for each in made.pages["en"].parts]
    assert TemplateVersion.objects.count() == 1


def test_a_template_without_coverage_or_with_a_strange_placeholder_is_refused_beside_its_field(as_: Site):
    """Nothing is kept, what was typed stays, and what is wrong is said in words."""
    kinds = ["summary", "coverage", "text"]
    form: dict[str, object] = {"kind": kinds, "place-0": "1", "place-2": "2"}
    form |= {f"text-2-{code}": "{secret}" for code in ("en", "ar", "ru")}
    answer = as_("head").post("/bulletins/template/", form)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "What was watched cannot be left out" in page
    assert "Nobody fills this placeholder: secret" in page
    assert page.count("{secret}") == 3
    assert not TemplateVersion.objects.exists()


def test_the_command_checks_the_signature_and_computes_it_anew_from_ones_own_copy(as_: Site, tmp_path: Path):
    """With the two files, the key and a guarantor's own copy it says that all fits; a changed byte is found, exit 4."""
    made = released(as_)
    for name in ("content", "note"):
        data = as_("co-chair-us").get(f"/bulletins/{made.number}/?file={name}").content
        (tmp_path / name).write_bytes(data)
    copy = as_("co-chair-us").post("/ledger/export/", {"for": "everyone"})
    (tmp_path / "copy.zip").write_bytes(copy.getvalue())
    key = str(VerifierKey("mission", LOG, keys().teams["mission"].public.sign))
    asked = ["bulletin", str(tmp_path / "content"), str(tmp_path / "note"), "--key", key]
    result = CliRunner().invoke(main, [*asked, "--ledger", str(tmp_path / "copy.zip")])

    assert result.exit_code == 0, result.stderr
    assert "the signature of mission holds" in result.stderr
    assert "the same, byte for byte" in result.stderr
    changed = (tmp_path / "content").read_bytes().replace(b"killed: 83", b"killed: 38")
    (tmp_path / "content").write_bytes(changed)
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 4
    assert "not the content that was signed" in result.stderr
    other = str(VerifierKey("mission", LOG, keys().teams["russia"].public.sign))
    assert CliRunner().invoke(main, [*asked[:-1], other]).exit_code == 4
