"""Nothing that is read, recorded or written by people is ever replaced by what is made of it."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.files import write_whole
from tests.conftest import ROOT
from tests.exercise.records import play_record
from tests.setups import make_setup

SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and permissions as POSIX has them")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    play_record(tmp_path / "other.jsonl", SETUP)
    (tmp_path / "ledger.jsonl").write_text("{}\n")
    path = play_record(tmp_path / "rec.jsonl", SETUP)
    shutil.copy(path, tmp_path / "e.json")
    os.link(path, tmp_path / "hard.html")
    os.symlink(path, tmp_path / "soft.html")
    (tmp_path / "out").mkdir()
    (tmp_path / "x").mkdir()
    shutil.copy(path, tmp_path / "x/rec.jsonl")
    return path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "words",
    [
        "report rec.jsonl -o rec.jsonl --to html",
        "report rec.jsonl -o ./x/../rec.jsonl --to json",
        "report rec.jsonl -o hard.html",
        "report rec.jsonl -o soft.html",
        "report rec.jsonl -o other.jsonl --to md",
        "report rec.jsonl -o ledger.jsonl --to md",
        "report e.json --to json",
        "report rec.jsonl x/rec.jsonl -o out",
        "run S --record b.html --autopilot",
        "run S --record rec.jsonl --autopilot",
        "print S --for players -o S.yaml",
        "print S --for players -o files/mail.txt",
        "print S --for players -o other.yaml",
        "print S --for players -o rec.jsonl",
        "simulate S --runs 2 --html S.yaml",
        "simulate S --runs 2 --junit link.xml",
        "simulate S --runs 2 --html a --junit ./a",
        "simulate S --runs 2 --html - --json",
        "simulate S --runs 2 --html - --junit -",
    ],
)
@posix
def test_an_output_that_would_destroy_a_file_is_refused_before_anything_is_written(
    record: Path, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = ROOT / "scenarios"
    text = (folder / "stolen-inference-key.yaml").read_text("utf-8")
    (record.parent / "S.yaml").write_text(text, "utf-8")
    shutil.copytree(folder / "files", record.parent / "files")
    mail = next(path for path in (record.parent / "files/stolen-inference-key").iterdir() if path.name in text)
    os.link(mail, record.parent / "files/mail.txt")
    (record.parent / "other.yaml").write_text("id: mine\n")
    os.symlink(record.parent / "S.yaml", record.parent / "link.xml")
    before = contents(record.parent)
    assert main(words.replace(" S ", " ./S.yaml ").split()) == 2
    assert contents(record.parent) == before
    told = capfd.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err


@posix
def test_links_are_followed_and_permissions_kept(record: Path) -> None:
    target, link = record.parent / "target.html", record.parent / "latest.html"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to("target.html")
    (record.parent / "new.html").symlink_to("not-yet.html")
    assert main(["report", "rec.jsonl", "-o", "latest.html"]) == 0
    assert main(["report", "rec.jsonl", "-o", "new.html"]) == 0
    assert link.is_symlink()
    assert target.read_text("utf-8").startswith("<!")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert (record.parent / "new.html").is_symlink()
    assert (record.parent / "not-yet.html").is_file()


@posix
def test_a_new_file_has_the_permissions_of_new_files(record: Path) -> None:
    before = os.umask(0o027)
    try:
        assert main(["report", "rec.jsonl", "-o", "page.html"]) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((record.parent / "page.html").stat().st_mode) == 0o640


@posix
def test_what_is_no_regular_file_is_written_plainly(record: Path) -> None:
    pipe, got = record.parent / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert main(["report", "rec.jsonl", "-o", "pipe"]) == 0
    reader.join()
    assert got[0].startswith(b"<!")
    assert pipe.is_fifo()
    assert main(["report", "rec.jsonl", "-o", "/dev/null"]) == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@pytest.mark.parametrize("name", ["-", pytest.param("/dev/stdout", marks=posix)])
def test_standard_output_has_the_report_and_nothing_else(
    record: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "rec.jsonl", "--to", "md", "-o", name]) == 0
    told = capfd.readouterr()
    assert told.out.startswith("**")
    assert "Report:" in told.err
    assert not Path("-").exists()


@posix
def test_a_circle_of_links_is_no_place_to_write(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(TabletopError, match="cannot be written"):
        write_whole(tmp_path / "a", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
