"""The ledger's commands: what they print, what they write, how they refuse."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.cli.ledger.conftest import SHIPPED, Command

AS_OF = ("--as-of", "2031-03-16T00:00:00-02:00", "--as-reported")
DIGEST = re.compile(r"Digest (sha256:[0-9a-f]{64})")


def digest(output: str) -> str:
    """Return the digest at the foot of an answer."""
    found = DIGEST.search(output)
    assert found is not None
    return found[1]


def changed(path: str, old: str, new: str) -> None:
    """Change a text in a file of an export."""
    file = Path(path)
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_copy_tells_what_it_holds(ledger: Command, log: str) -> None:
    """A sound folder gives its checkpoint, who cosigned, what kinds of entries, and nothing to warn of."""
    result = ledger("ledger", "verify", "for-uplands", "--log", log)

    assert "Sound: everything was recomputed" in result.stdout
    assert "uplands has never cosigned it." in result.stdout
    assert "Not shown by this: that something was never handed in" in result.stdout
    assert "" == result.stderr


def test_a_log_key_that_nobody_compared_is_warned_of(ledger: Command) -> None:
    """Without the log's key a copy can only be compared with itself, and that is said."""
    assert "W-LEDGER-003" in ledger("ledger", "verify", "for-uplands").stderr


def test_the_facts_of_a_copy_as_json(ledger: Command, log: str) -> None:
    """Programs get the same, with stable keys."""
    facts = json.loads(ledger("ledger", "verify", "for-everyone.zip", "--log", log, "--format", "json").stdout)

    assert {
        "sound",
        "origin",
        "size",
        "root",
        "for",
        "recorded",
        "log",
        "cosigned",
        "entries",
        "withheld",
        "redactions",
    } == set(facts)
    assert (True, "everyone", "t.example/valleys", log) == (facts["sound"], facts["for"], facts["origin"], facts["log"])


@pytest.mark.parametrize("lang", ["ar", "ru"])
def test_a_copy_is_told_of_in_each_language(ledger: Command, lang: str) -> None:
    """No English sentence is left in Arabic and Russian."""
    text = ledger("ledger", "verify", "for-uplands", "--lang", lang).stdout

    assert "Sound" not in text
    assert "t.example/valleys" in text


def test_three_copies_and_the_ledger_give_one_digest(ledger: Command) -> None:
    """Whatever is withheld from a copy, its answer is the same, and names the tree."""
    answers = [
        ledger("check", "--ledger", each, *AS_OF).stdout
        for each in ("for-uplands", "for-everyone.zip", "ceasefire.sqlite3")
    ]

    assert 1 == len({digest(each) for each in answers})
    assert all("From the ledger t.example/valleys, first " in each for each in answers)


def test_an_answer_from_the_ledger_is_that_from_the_files(ceasefire: Command) -> None:
    """Verdicts, clocks, areas and cells of September 2016 are those of the files; the digest cites the tree."""
    syria = str(SHIPPED / "syria-2016-09")
    ceasefire("keys", "new", "mission", "-o", "mission.key", "--no-passphrase")
    ceasefire("keys", "new", "t.example/syria", "--log", "-o", "log.key", "--no-passphrase")
    ceasefire("ledger", "init", "--key", "mission.key")
    ceasefire("ledger", "append", syria, "--key", "mission.key")
    asked = (
        "--as-reported",
        "--as-of",
        "2017-04-01T00:00:00+03:00",
        "--at",
        "2016-09-20T00:00:00+03:00",
        "--format",
        "json",
    )
    from_files = json.loads(ceasefire("check", syria, *asked).stdout)
    from_ledger = json.loads(ceasefire("check", "--ledger", "ceasefire.sqlite3", *asked).stdout)

    assert from_files["terms"] == from_ledger["terms"]
    assert from_files["in_force"] == from_ledger["in_force"]
    assert from_files["milestones"] == from_ledger["milestones"]
    assert from_files["digest"] != from_ledger["digest"]
    assert None is from_files["checkpoint"]
    assert ("t.example/syria", 206) == (from_ledger["checkpoint"]["origin"], from_ledger["checkpoint"]["size"])


def test_a_size_asks_what_the_first_entries_made_known(ledger: Command) -> None:
    """--as-of takes a size; the same size is the same answer on every copy, another size another."""
    first = digest(ledger("check", "--ledger", "for-uplands", "--as-of", "40").stdout)

    assert first == digest(ledger("check", "--ledger", "ceasefire.sqlite3", "--as-of", "40").stdout)
    assert first != digest(ledger("check", "--ledger", "ceasefire.sqlite3", "--as-of", "41").stdout)


@pytest.mark.parametrize("size", ["0", "9999999"])
def test_a_size_that_is_not_there_is_refused(ledger: Command, size: str) -> None:
    """A size must be one that the copy has."""
    assert "E-LEDGER-040" in ledger("check", "--ledger", "for-uplands", "--as-of", size, code=1).stderr


def test_an_instant_before_the_ledger_has_no_agreement(ledger: Command) -> None:
    """As recorded, nothing was known before the ledger was opened."""
    assert (
        "E-LEDGER-040" in ledger("check", "--ledger", "for-uplands", "--as-of", "2020-01-01T00:00:00Z", code=1).stderr
    )


def test_explain_and_history_take_a_ledger(ledger: Command) -> None:
    """A ledger may stand in the place of the agreement."""
    term = json.loads(ledger("check", "two-valleys", *AS_OF, "--format", "json").stdout)["terms"][0]["id"]

    assert ledger("explain", "for-uplands", term, *AS_OF).stdout
    moments = ("--from", "2031-03-10T00:00:00-02:00", "--to", "2031-03-12T00:00:00-02:00")
    assert ledger("history", "--ledger", "for-uplands", "--as-reported", *moments, "--every", "1 day").stdout


def test_a_ledger_and_an_agreement_exclude_each_other(ledger: Command) -> None:
    """One of the two is asked, and no records are added to a ledger's."""
    ledger("check", "two-valleys", "--ledger", "for-uplands", code=2)
    ledger("check", code=2)
    ledger("check", "--ledger", "for-uplands", "--records", "two-valleys/records-others.jsonl", code=2)


@pytest.mark.parametrize("command", [("ledger", "verify", "for-uplands"), ("check", "--ledger", "for-uplands", *AS_OF)])
def test_a_changed_copy_ends_with_4(ledger: Command, command: tuple[str, ...]) -> None:
    """Whatever reads a copy verifies it first; the fault, its file and what to do are said."""
    changed("for-uplands/agreement.yaml", "ceasefire: 1", "ceasefire: 2")
    result = ledger(*command, code=4)

    assert "E-LEDGER-004 agreement.yaml" in result.stderr
    assert "" == result.stdout


def test_another_log_key_is_refused(ledger: Command, log: str) -> None:
    """A copy of another log, however sound, is not the one that was asked for."""
    ledger("keys", "new", "t.example/valleys", "--log", "-o", "other.key", "--no-passphrase")
    other = ledger("keys", "show", "other.key").stdout.removeprefix("log: ").strip()

    assert "E-LEDGER-022" in ledger("ledger", "verify", "for-uplands", "--log", other, code=4).stderr
    assert "E-LEDGER-022" in ledger("check", "--ledger", "for-uplands", "--log", other, *AS_OF, code=4).stderr


def test_a_receipt_holds(ledger: Command, log: str) -> None:
    """The proof that was given for an entry still leads to it."""
    ledger("ledger", "verify", "for-uplands", "--log", log, "--proof", "receipts/20.tlog-proof")
    ledger("ledger", "prove", "20", "-o", "again.tlog-proof")
    ledger("ledger", "verify", "for-uplands", "--log", log, "--proof", "again.tlog-proof")


def test_cosigning_is_remembered_and_shown(ledger: Command, log: str) -> None:
    """A party cosigns once it trusts the log, and the ledger shows up to where."""
    assert "E-LEDGER-034" in ledger("ledger", "cosign", "for-uplands", "--key", "uplands.key", code=4).stderr
    line = ledger("ledger", "cosign", "for-uplands", "--key", "uplands.key", "--log", log).stdout
    size = json.loads(Path("uplands.key.witness").read_text("utf-8"))["size"]

    assert line == Path("for-uplands/cosignatures/uplands").read_text("utf-8")
    assert f"uplands last cosigned at size {size}" in ledger("ledger", "verify", "for-uplands").stdout
    ledger("ledger", "checkpoint", "--cosignature", "for-uplands")
    assert f"uplands last cosigned at size {size}" in ledger("check", "--ledger", "ceasefire.sqlite3", *AS_OF).stdout


def test_a_smaller_ledger_is_not_cosigned(ledger: Command, log: str, tmp_path: Path) -> None:
    """After a larger tree was seen an older copy is refused, and what was seen stays remembered."""
    shutil.copytree("for-uplands", "older")
    ledger("keys", "withdraw", "river.key", "--reason", "retired", "--ground", "yearly", "--key", "river.key")
    ledger("ledger", "export", "newer", "--for", "uplands")
    ledger("ledger", "cosign", "newer", "--key", "uplands.key", "--log", log)
    before = Path("uplands.key.witness").read_text("utf-8")

    assert "E-LEDGER-020" in ledger("ledger", "cosign", "older", "--key", "uplands.key", code=4).stderr
    assert before == Path("uplands.key.witness").read_text("utf-8")
    assert not Path("older/cosignatures").exists()
    assert "the beginning of" in ledger("ledger", "compare", "newer", "older").stdout


def test_appending_again_enters_nothing(ledger: Command) -> None:
    """What is in the ledger as it is is left out; the same version with other content is refused."""
    result = ledger("ledger", "append", "two-valleys", "--key", "mission.key")
    assert "0 entries to enter" in result.stderr

    file = Path("two-valleys/records-others.jsonl")
    lines = file.read_text("utf-8").splitlines()
    report = next(line for line in lines if '"kind": "report"' in line)
    other = report.replace('"standing": "', '"standing": "un') if '"standing"' not in report else report
    other = json.dumps(
        json.loads(other) | {"what": "shelling" if json.loads(other).get("what") != "shelling" else "raid"}
    )
    file.write_text("\n".join(other if line == report else line for line in lines) + "\n", "utf-8")
    assert "E-LEDGER-018" in ledger("ledger", "append", "two-valleys", "--key", "mission.key", code=1).stderr


def test_a_dry_run_enters_nothing(ledger: Command) -> None:
    """--dry-run says how much would be entered."""
    Path("more.jsonl").write_text(
        Path("two-valleys/records-others.jsonl").read_text("utf-8").replace('"id": "', '"id": "x-'), "utf-8"
    )
    before = ledger("ledger", "log").stdout
    result = ledger("ledger", "append", "--records", "more.jsonl", "--key", "mission.key", "--dry-run")

    assert "Nothing was entered" in result.stderr
    assert before == ledger("ledger", "log").stdout


def one(**more: object) -> str:
    """Return a record as a line, with a secret in it."""
    record = {
        "kind": "report",
        "source": "mission",
        "id": "r-1",
        "claimed_recorded": "2031-03-12T00:00:00Z",
        "when": {"from": "2031-03-11T00:00:00Z", "to": "2031-03-11T01:00:00Z"},
        "where": {"lat": 36.271234, "lon": 40.131234, "radius_m": 50},
        "text": {"en": "the miller saw it"},
    }
    return json.dumps(record | more) + "\n"


def test_a_name_that_is_nobodys_is_refused_without_a_vault(ledger: Command) -> None:
    """A speaker or origin whom the agreement does not name never enters the ledger by accident."""
    Path("one.jsonl").write_text(one(origin="Ahmad the miller"), "utf-8")
    assert "E-LEDGER-035" in ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", code=1).stderr

    ledger("vault", "new", "v", "--vault-key", "v.key", "--no-passphrase")
    ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", "--vault", "v", "--vault-key", "v.key")
    position = ledger("ledger", "log", "--last", "1").stdout.split()[0]
    shown = ledger("ledger", "show", position, "--key", "mission.key").stdout
    pseudonym = re.search(r"p-[a-z2-7]{16}", shown)

    assert pseudonym is not None
    assert "Ahmad" not in shown
    assert b"Ahmad" not in Path("ceasefire.sqlite3").read_bytes()
    assert "mission\tAhmad the miller\n" == ledger("vault", "who", "v", pseudonym[0], "--vault-key", "v.key").stdout
    assert ["named", "looked-up"] == [
        json.loads(line)["what"] for line in ledger("vault", "log", "v").stdout.splitlines()
    ]


def test_two_teams_pseudonyms_differ(ceasefire: Command) -> None:
    """One person has another pseudonym for each team, and the same one each time for one."""
    ceasefire("vault", "new", "v", "--vault-key", "v.key", "--no-passphrase")
    names = [
        ceasefire("vault", "name", "v", "the miller", "--team", team, "--vault-key", "v.key").stdout
        for team in ("mission", "mission", "river")
    ]

    assert names[0] == names[1] != names[2]


def test_a_vault_whose_log_was_changed_says_so(ceasefire: Command) -> None:
    """A line taken out of the log of look-ups is found."""
    ceasefire("vault", "new", "v", "--vault-key", "v.key", "--no-passphrase")
    for who in ("one", "two", "three"):
        ceasefire("vault", "name", "v", who, "--team", "mission", "--vault-key", "v.key")
    ceasefire("vault", "log", "v")
    lines = Path("v.log").read_text("utf-8").splitlines(keepends=True)
    Path("v.log").write_text(lines[0] + lines[2], "utf-8")

    assert "Line 2" in ceasefire("vault", "log", "v", code=4).stderr


def test_a_look_up_that_cannot_be_logged_gives_no_answer(ceasefire: Command) -> None:
    """The log is written first; where it cannot be, nobody learns anything."""
    ceasefire("vault", "new", "v", "--vault-key", "v.key", "--no-passphrase")
    name = ceasefire("vault", "name", "v", "the miller", "--team", "mission", "--vault-key", "v.key").stdout.strip()
    Path("v.log").unlink()
    Path("v.log").mkdir()
    result = ceasefire("vault", "who", "v", name, "--vault-key", "v.key", code=1)

    assert "E-LEDGER-041" in result.stderr
    assert "miller" not in result.output


def test_parts_open_for_their_readers_alone(ledger: Command) -> None:
    """A reader's key opens what names its team; nobody else's does, and the place is in no copy for others."""
    Path("one.jsonl").write_text(one(), "utf-8")
    ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", "--for", "narrative=uplands")
    position = ledger("ledger", "log", "--last", "1").stdout.split()[0]
    ledger("ledger", "export", "u", "--for", "uplands")
    ledger("ledger", "export", "r", "--for", "river")

    assert "the miller saw it" in ledger("ledger", "show", position, "--db", "u", "--key", "uplands.key").stdout
    assert "the miller saw it" not in ledger("ledger", "show", position, "--db", "r", "--key", "river.key").stdout
    assert "36.271234" in ledger("ledger", "show", position, "--key", "mission.key").stdout
    whole = b"".join(each.read_bytes() for folder in ("u", "r") for each in Path(folder).rglob("*") if each.is_file())
    assert b"36.271234" not in whole
    assert b"miller" not in whole


def test_an_attachment_is_released_without_its_metadata(ledger: Command) -> None:
    """The author keeps the original; a reader's copy shows the same picture and no trace of the camera."""
    from PIL import Image

    picture = Image.new("RGB", (8, 8), (200, 30, 30))
    exif = Image.Exif()
    exif[0x010E] = "taken at the miller's house"
    picture.save("p.jpg", exif=exif)
    Path("one.jsonl").write_text(one(), "utf-8")
    call = ("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", "--for", "attachment=uplands")
    ledger(*call, "--attach", "mission/r-1=p.jpg")
    position = ledger("ledger", "log", "--last", "1").stdout.split()[0]
    ledger("ledger", "export", "u", "--for", "uplands")
    ledger("ledger", "show", position, "--db", "u", "--key", "uplands.key", "--attachment", "theirs")
    ledger("ledger", "show", position, "--key", "mission.key", "--attachment", "own")

    assert ["attachment-1-p.jpg"] == [each.name for each in Path("theirs").iterdir()]
    assert b"miller" not in Path("theirs/attachment-1-p.jpg").read_bytes()
    assert Path("p.jpg").read_bytes() == Path("own/original-1-p.jpg").read_bytes()


@pytest.mark.parametrize("data", [b"%PDF-1.4\n\xe2\xe3", b"\xff\xd8\xff broken", b"", b"\x00\x01"])
def test_an_attachment_of_another_kind_is_refused(ledger: Command, data: bytes) -> None:
    """Only pictures that can be read and plain text are taken; nothing of the call is entered."""
    Path("one.jsonl").write_text(one(), "utf-8")
    Path("x.bin").write_bytes(data)
    before = ledger("ledger", "log").stdout
    call = ("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", "--attach", "mission/r-1=x.bin")

    assert "E-LEDGER-036" in ledger(*call, code=1).stderr
    assert before == ledger("ledger", "log").stdout


def test_redaction_deletes_and_stays_on_record(ledger: Command, log: str) -> None:
    """The part is gone from the file, the record of it stays, old receipts hold, another team may not."""
    Path("one.jsonl").write_text(one(), "utf-8")
    ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", "--receipts", "receipts")
    position = ledger("ledger", "log", "--last", "1").stdout.split()[0]
    call = (
        "ledger",
        "redact",
        position,
        "--part",
        "narrative",
        "--approved-by",
        "head of mission",
        "--ground",
        "names a witness",
    )
    assert "E-LEDGER-018" in ledger(*call, "--key", "river.key", code=1).stderr
    ledger(*call, "--key", "mission.key", "--purge")
    ledger("ledger", "export", "after", "--for", "mission")
    text = ledger("ledger", "verify", "after", "--log", log, "--proof", f"receipts/{position}.tlog-proof").stdout

    assert f"Redacted: narrative of entry {position}" in text
    assert "names a witness" in text
    assert "Not in this copy." in ledger("ledger", "show", position, "--key", "mission.key").stdout


def test_a_redacted_core_is_said_in_every_answer(ledger: Command) -> None:
    """Older assessments cannot be reproduced: another digest, a warning, and no day counts as watched."""
    before = ledger("check", "--ledger", "ceasefire.sqlite3", *AS_OF)
    watch = next(line.split()[0] for line in ledger("ledger", "log").stdout.splitlines() if " watch " in line)
    call = ("ledger", "redact", watch, "--part", "core", "--approved-by", "head of mission", "--ground", "a trial")
    ledger(*call, "--key", "mission.key")
    after = ledger("check", "--ledger", "ceasefire.sqlite3", *AS_OF)

    assert "W-LEDGER-002" in after.stderr
    assert digest(before.stdout) != digest(after.stdout)
    assert {"watched 0%"} == set(re.findall(r"watched \d+%", after.stdout))


def test_the_core_of_a_decision_is_never_redacted(ledger: Command) -> None:
    """An act decides by being there: it is corrected, not cut out."""
    act = next(line.split()[0] for line in ledger("ledger", "log").stdout.splitlines() if " act " in line)
    call = ("ledger", "redact", act, "--part", "core", "--approved-by", "head of mission", "--ground", "a trial")

    assert "E-LEDGER-018" in ledger(*call, "--key", "mission.key", code=1).stderr


def test_an_area_that_changes_under_its_id_is_refused(ledger: Command) -> None:
    """Entries say in which areas they are, so an area of the same id stays the same."""
    text = Path("two-valleys/agreement.yaml").read_text("utf-8")
    radius = re.search(r"radius_m: (\d+)", text)
    assert radius is not None
    Path("new.yaml").write_text(text.replace(radius[0], f"radius_m: {int(radius[1]) + 1}", 1), "utf-8")
    call = ("ledger", "append", "--agreement", "new.yaml", "--key", "mission.key")

    assert "E-LEDGER-037" in ledger(*call, code=1).stderr


def test_keys_work_forward_only(ledger: Command, log: str) -> None:
    """After a withdrawal the key signs nothing new; a new key announced by its own team does; history stands."""
    ledger("keys", "new", "river", "-o", "river-2.key", "--no-passphrase")
    ledger("keys", "announce", "river-2.key", "--key", "river.key")
    ledger("keys", "withdraw", "river.key", "--reason", "leaked", "--ground", "stolen", "--key", "river-2.key")
    Path("one.jsonl").write_text(one(), "utf-8")

    assert "E-LEDGER-012" in ledger("ledger", "append", "--records", "one.jsonl", "--key", "river.key", code=1).stderr
    ledger("ledger", "append", "--records", "one.jsonl", "--key", "river-2.key")
    ledger("ledger", "export", "after")
    assert "A key of river was withdrawn" in ledger("ledger", "verify", "after", "--log", log).stdout


def test_a_key_that_the_operator_announced_is_told_of(ledger: Command) -> None:
    """Where the operator announces a key for a team that has none, every verification says so."""
    ledger("keys", "withdraw", "river.key", "--reason", "lost", "--ground", "lost", "--key", "mission.key")
    ledger("keys", "new", "river", "-o", "river-2.key", "--no-passphrase")
    ledger("keys", "announce", "river-2.key", "--key", "mission.key")

    assert "the operator itself announced a key of river" in ledger("ledger", "verify", "ceasefire.sqlite3").stdout


def test_the_log_gets_a_new_key(ledger: Command, log: str) -> None:
    """Only the operator announces it; checkpoints from there on bear it; readers go on trusting the first."""
    ledger("keys", "new", "t.example/valleys", "--log", "-o", "log-2.key", "--no-passphrase")
    call = ("keys", "announce", "log-2.key", "--log-key", "log-2.key")
    assert "E-LEDGER-018" in ledger(*call, "--key", "river.key", code=1).stderr
    ledger(*call, "--key", "mission.key")

    Path("one.jsonl").write_text(one(), "utf-8")
    assert "E-LEDGER-022" in ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key", code=1).stderr
    ledger("ledger", "export", "after", "--log-key", "log-2.key")
    ledger("ledger", "verify", "after", "--log", log)
    ledger("ledger", "compare", "for-uplands", "after")


def test_a_name_that_looks_like_a_position_is_warned_of(ledger: Command) -> None:
    """An id is in the core, which all sides read."""
    Path("one.jsonl").write_text(one(id="r-36.2712-40.1312"), "utf-8")

    assert "W-LEDGER-004" in ledger("ledger", "append", "--records", "one.jsonl", "--key", "mission.key").stderr


def test_key_files_are_private_and_locked(ceasefire: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the owner may read one; without the passphrase it opens for nobody; one that is there is left alone."""
    monkeypatch.setenv("CEASEFIRE_PASSPHRASE", "correct horse")
    ceasefire("keys", "new", "mission", "-o", "m.key")
    assert 0o600 == stat.S_IMODE(Path("m.key").stat().st_mode)
    assert "E-CLI-004" in ceasefire("keys", "new", "mission", "-o", "m.key", code=1).stderr
    ceasefire("keys", "new", "t.example/l", "--log", "-o", "log.key")
    monkeypatch.setenv("CEASEFIRE_PASSPHRASE", "wrong")

    assert "E-LEDGER-033" in ceasefire("ledger", "init", "--key", "m.key", code=1).stderr


@pytest.mark.parametrize("name", ["Mission", "two words", "", "a+b"])
def test_a_team_needs_a_name(ceasefire: Command, name: str) -> None:
    """Names are of small letters, digits and hyphens."""
    assert "E-LEDGER-034" in ceasefire("keys", "new", name, "-o", "x.key", "--no-passphrase", code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("ledger", "verify", "nowhere"), "E-LEDGER-001"),
        (("ledger", "verify", "two-valleys"), "E-LEDGER-001"),
        (("ledger", "verify", "two-valleys/agreement.yaml"), "E-LEDGER-001"),
        (("ledger", "log", "--db", "empty.sqlite3"), "E-LEDGER-001"),
        (("ledger", "append", "two-valleys", "--key", "mission.key", "--db", "empty.sqlite3"), "E-LEDGER-030"),
        (("ledger", "init", "--key", "mission.key"), "E-LEDGER-031"),
        (("ledger", "append", "two-valleys", "--key", "nowhere.key"), "E-LEDGER-033"),
        (("ledger", "append", "two-valleys", "--key", "log.key"), "E-LEDGER-033"),
        (("ledger", "append", "two-valleys", "--key", "mission.key", "--for", "narative=river"), "E-ASK-001"),
        (("ledger", "append", "two-valleys", "--key", "mission.key", "--for", "narrative=rivr"), "E-ASK-001"),
        (("ledger", "export", "x", "--for", "rivr"), "E-ASK-001"),
        (("ledger", "export", "for-uplands"), "E-CLI-004"),
        (("ledger", "show", "99999"), "E-LEDGER-040"),
        (("ledger", "prove", "99999"), "E-LEDGER-040"),
        (("ledger", "verify", "for-uplands", "--log", "nonsense"), "E-LEDGER-034"),
        (("ledger", "verify", "for-uplands", "--proof", "log.key"), "E-LEDGER-034"),
        (("ledger", "verify", "for-uplands", "--state", "log.key"), "E-LEDGER-034"),
        (("ledger", "checkpoint", "--cosignature", "log.key"), "E-LEDGER-034"),
        (("keys", "show", "two-valleys/agreement.yaml"), "E-LEDGER-033"),
        (("vault", "who", "nowhere", "p-aaaaaaaaaaaaaaaa", "--vault-key", "nowhere"), "E-FILE-003"),
    ],
)
def test_what_somebody_mistyped_is_answered(ledger: Command, arguments: tuple[str, ...], fault: str) -> None:
    """One clear problem, exit code 1 or 4, never a traceback, and nothing is written."""
    result = ledger(*arguments, code=1)

    assert fault in result.stderr
    assert "E-CLI-001" not in result.stderr


def test_verifying_a_folder_needs_no_django(made: Path) -> None:
    """On a machine without Django and Pillow a folder is verified, cosigned, compared and assessed."""
    program = (
        "import sys\n"
        "for name in ('django', 'PIL', 'psycopg'):\n"
        "    sys.modules[name] = None\n"
        "from ceasefire.cli import main\n"
        "main()\n"
    )
    for arguments in (("ledger", "verify", "for-uplands"), ("check", "--ledger", "for-uplands", *AS_OF)):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments], cwd=made, capture_output=True, text=True, check=False
        )
        assert 0 == done.returncode, done.stderr
    done = subprocess.run(
        [sys.executable, "-c", program, "ledger", "verify", "ceasefire.sqlite3"],
        cwd=made,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "E-LEDGER-039" in done.stderr
