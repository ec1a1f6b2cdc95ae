"""A pack: what goes in, that the same makes the same, and what is refused of one that came from elsewhere."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import warnings
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.journal.reader import read
from simulator.model.pack import MANIFEST, RECORD, SIGNATURE
from simulator.workspace.packing import write_pack, zipped
from simulator.workspace.unpacking import check_pack
from tests.exercise.records import play_record
from tests.setups import make_setup

LOOK = {"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected", "reaches": "looked"}
SETUP = make_setup([LOOK])
SECRET = "Sato hesitated"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return play_record(tmp_path_factory.mktemp("records") / "friday.jsonl", SETUP, c.Note(SECRET))


@pytest.fixture(scope="module")
def pack(record: Path) -> Path:
    write_pack(record, record.with_suffix(".zip"), studied=False)
    return record.with_suffix(".zip")


def files_of(pack: Path) -> dict[str, bytes]:
    with ZipFile(pack) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def found(pack: Path, data: bytes) -> list[str]:
    """What a check says of other bytes."""
    other = pack.with_name("other.zip")
    other.write_bytes(data)
    return [str(problem.message) for problem in check_pack(other).problems]


def test_a_pack_does_not_take_the_place_of_a_report(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = record.with_suffix(".html")
    page.write_text("signed on Friday", "utf-8")
    assert main(["pack", str(record), "--quick", "-o", str(page)]) == 2
    assert "ends in .zip" in capsys.readouterr().err
    assert page.read_text("utf-8") == "signed on Friday"


def test_it_holds_report_record_and_how_to_check_them(pack: Path, record: Path) -> None:
    files = files_of(pack)
    assert set(files) == {MANIFEST, RECORD, "report.html", "how-to-verify.en.html", "how-to-verify.ja.html"}
    assert files[RECORD] == record.read_bytes()
    assert read(record).head_hash.encode() in files["how-to-verify.ja.html"]
    checked = check_pack(pack)
    assert checked.problems == ()
    assert checked.manifest is not None
    assert checked.manifest.record.head_hash == read(record).head_hash


def test_the_same_makes_the_same_bytes(pack: Path, record: Path, tmp_path: Path) -> None:
    write_pack(record, tmp_path / "again.zip", studied=False)
    assert (tmp_path / "again.zip").read_bytes() == pack.read_bytes()


def test_redacted_the_record_stays_out_and_its_hash_goes_in(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "redacted.zip"
    asked = ["--redact", "--audience", "authority", "--audience", "ministry", "--to", "html", "--to", "json"]
    assert main(["pack", str(record), "-o", str(path), *asked, "--quick"]) == 0
    files = files_of(path)
    assert RECORD not in files
    assert not [name for name, data in files.items() if SECRET.encode() in data]
    assert {"report.authority.html", "report.ministry.html", "report.json"} < set(files)
    told = json.loads(files[MANIFEST])["record"]
    assert (told["included"], told["left_out"], told["lines"]) == (False, 1, read(record).lines)
    assert main(["verify", str(path), "--expect", read(record).head_hash[:12]]) == 0
    assert "Its record is not in it (free texts were left out)" in capsys.readouterr().out


def test_what_an_authority_may_not_see_does_not_come_with_its_report(record: Path, tmp_path: Path) -> None:
    with pytest.raises(TabletopError, match="pack with --redact"):
        write_pack(record, tmp_path / "a.zip", audiences=("authority",))
    assert not (tmp_path / "a.zip").exists()


Change = Callable[[dict[str, bytes]], Mapping[str, bytes]]
CHANGES: dict[str, tuple[Change, str]] = {
    "a report says something else": (
        lambda files: files | {"report.html": files["report.html"].replace(b"EXERCISE", b"exercise")},
        "report.html was changed",
    ),
    "a file is gone": (
        lambda files: {name: data for name, data in files.items() if name != "report.html"},
        "report.html is missing",
    ),
    "a file more": (lambda files: files | {"more.html": b"x"}, "more.html is in no manifest"),
    "no manifest": (lambda files: {"a": b""}, "it has no manifest.json"),
    "a manifest of a later version": (
        lambda files: files | {MANIFEST: files[MANIFEST].replace(b'"version": 1', b'"version": 2')},
        "damaged, or of a later version",
    ),
    "another record": (
        lambda files: files | {RECORD: files[RECORD].replace(SECRET.encode(), b"Sato was quick")},
        "record.jsonl was changed",
    ),
    "up and away": (lambda files: files | {"../evil": b"x"}, "“../evil”: a pack has no folders"),
    "an absolute path": (lambda files: files | {"/etc/passwd": b"x"}, "a pack has no folders"),
    "a drive": (lambda files: files | {"C:evil": b"x"}, "a pack has no folders"),
    "hidden": (lambda files: files | {".bashrc": b"x"}, "a pack has no folders"),
    "the same name to some systems": (lambda files: files | {"REPORT.html": b"x"}, "twice"),
    "too many": (lambda files: files | {f"f{n}": b"" for n in range(110)}, "files: 102 are the most"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_told(pack: Path, name: str) -> None:
    change, said = CHANGES[name]
    told = found(pack, zipped(change(files_of(pack))))
    assert any(said in problem for problem in told), told


def rezipped(pack: Path, compression: int, *more: tuple[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", compression) as other, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name comes twice
        for name, data in (*files_of(pack).items(), *more):
            other.writestr(name, data)
    return whole.getvalue()


def test_a_zip_of_another_program_is_refused(pack: Path) -> None:
    assert "is compressed or encrypted" in found(pack, rezipped(pack, ZIP_DEFLATED))[0]
    assert found(pack, rezipped(pack, ZIP_STORED)) == ["between, before or after its files stands something else"]


def test_a_name_that_comes_twice_is_refused(pack: Path) -> None:
    assert "twice" in found(pack, rezipped(pack, ZIP_STORED, ("x", b"1"), ("x", b"2")))[0]


@pytest.mark.parametrize("where", ["before", "after"])
def test_nothing_hides_beside_the_files(pack: Path, where: str) -> None:
    data, hidden = pack.read_bytes(), b"#!/bin/sh\n"
    spoilt = hidden + data if where == "before" else data + hidden
    assert found(pack, spoilt), "a script before a zip, or anything after it, is still a zip to most programs"


def test_a_bomb_is_not_unpacked(pack: Path) -> None:
    """It says that a file of some bytes is a gigabyte: compressed, or in so many words."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as bomb:
        bomb.writestr(MANIFEST, bytes(10_000_000))
    assert "is compressed" in found(pack, whole.getvalue())[0]
    data = bytearray(zipped({MANIFEST: b"{}"}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 2**30, 2**30)
    assert found(pack, bytes(data)) == ["it says that its files are larger than it is"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), noise=st.binary(min_size=1, max_size=8))
def test_no_byte_can_be_changed_unseen(pack: Path, at: int, noise: bytes) -> None:
    data = pack.read_bytes()
    at %= len(data)
    spoilt = data[:at] + noise + data[at + len(noise) :]
    if spoilt != data:
        other = pack.with_name("noise.zip")
        other.write_bytes(spoilt)
        try:
            assert any(problem.severity == "error" for problem in check_pack(other).problems)
        except TabletopError as refused:
            raise AssertionError("it is told, not raised") from refused


def test_a_record_whose_chain_is_broken_is_told_though_the_manifest_agrees(pack: Path, record: Path) -> None:
    """Who makes the manifest anew still has no record that holds together."""
    files = files_of(pack)
    lines = files[RECORD].splitlines(keepends=True)
    files[RECORD] = b"".join(lines[:2] + lines[3:])
    manifest = json.loads(files[MANIFEST])
    for one in manifest["files"]:
        one["sha256"] = sha256(files[one["name"]]).hexdigest()
    told = found(pack, zipped(files | {MANIFEST: json.dumps(manifest).encode()}))
    assert any("record.jsonl, line 3" in problem for problem in told)


KEYGEN = shutil.which("ssh-keygen") or ""


@pytest.mark.skipif(not KEYGEN, reason="there is no OpenSSH to sign with")
def test_its_owner_signs_the_manifest(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("owner", "other"):
        subprocess.run((KEYGEN, "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)), check=True)
    path = tmp_path / "signed.zip"
    assert main(["pack", str(record), "-o", str(path), "--sign", str(tmp_path / "owner"), "--quick"]) == 0
    assert main(["verify", str(path)]) == 0
    assert "Signed with the key SHA256:" in capsys.readouterr().out
    assert main(["verify", str(path), "--key", str(tmp_path / "owner.pub")]) == 0
    assert main(["verify", str(path), "--key", str(tmp_path / "other.pub")]) == 1
    assert "the signature is not good, or not that of" in capsys.readouterr().err
    files = files_of(path)
    changed = files[MANIFEST].replace(b'"closed": true', b'"closed": false')
    assert "the signature is not good: the manifest was changed" in str(
        found(path, zipped(files | {MANIFEST: changed}))
    )
    bare = {name: data for name, data in files.items() if name != SIGNATURE}
    assert found(path, zipped(bare)) == []
    (tmp_path / "bare.zip").write_bytes(zipped(bare))
    assert main(["verify", str(tmp_path / "bare.zip"), "--key", str(tmp_path / "owner.pub")]) == 1, "it was taken off"


@pytest.mark.skipif(not KEYGEN, reason="there is no OpenSSH to sign with")
def test_what_cannot_sign_says_so(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "signed.zip"
    assert main(["pack", str(record), "-o", str(path), "--sign", str(record), "--quick"]) == 2
    assert "cannot sign" in capsys.readouterr().err
    assert not path.exists()
    assert main(["verify", str(record), "--key", str(record)]) == 2
    assert "--key is for a pack" in capsys.readouterr().err


def test_a_page_without_a_whole_hash_does_not_vouch_for_a_pack(pack: Path, tmp_path: Path) -> None:
    page = tmp_path / "board.html"
    page.write_text("head hash 716d683ab5db", "utf-8")
    assert main(["verify", str(pack), "--against", str(page)]) == 2


def test_a_pack_of_another_record_is_told_as_that(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(pack), "--expect", "0" * 64]) == 1
    assert "not the record that was expected" in capsys.readouterr().out
    assert main(["verify", str(pack), "--expect", read(pack.with_suffix(".jsonl")).head_hash]) == 0
    assert "the one expected" in capsys.readouterr().out
