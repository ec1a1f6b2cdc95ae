"""Odd surroundings: closed streams, nobody's home, strange entries in folders, hostile names and numbers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from simulator.cli import main
from tests.conftest import ROOT
from tests.exercise.records import play_record
from tests.setups import make_setup

SOUND = ROOT / "tests/faulty/library"
SETUP = make_setup([{"id": "look", "role": "analyst", "takes": "10m", "once": "detected"}])
PROGRAM = "import sys; from simulator.cli import main; sys.exit(main())"
HARM = "\x1b]0;PWN\x07\x9b31m\u202e"
posix = pytest.mark.skipif(os.name != "posix", reason="streams, links and pipes as POSIX has them")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(words: str, streams: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    call = f'exec "$0" -c "$1" {words} {streams}'
    known = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **environment}
    return subprocess.run(["sh", "-c", call, sys.executable, PROGRAM], capture_output=True, text=True, env=known)


@posix
@pytest.mark.parametrize(
    ("words", "streams"),
    [
        ("list teams", ">&-"),
        ("list teams", "2>&-"),
        ("run voice-of-the-president --autopilot --records r", "<&- >&-"),
        ("list nothing", "2>&-"),
    ],
)
def test_closed_streams_are_as_no_terminal(words: str, streams: str) -> None:
    done = run(words, streams)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


def test_without_a_home_only_what_needs_one_asks_for_a_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TABLETOP_RECORDS")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert main(["list"]) == 0
    assert main(["show", "harmful-output"]) == 0
    assert main(["run", "harmful-output", "--autopilot"]) == 2
    assert "--records DIR" in capsys.readouterr().err
    assert main(["run", "harmful-output", "--autopilot", "--records", "here"]) == 0
    assert main(["--records", "here", "coverage"]) == 0


@posix
def test_odd_entries_of_a_folder_of_records_are_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "records"
    path = play_record(folder / "good.jsonl", SETUP, closed=False)
    (folder / ".#good.jsonl").symlink_to("somebody@host.1234")
    (folder / "dangling.jsonl").symlink_to("nowhere")
    (folder / "circle.jsonl").symlink_to("circle.jsonl")
    (folder / "folder.jsonl").mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    shutil.copy(path, folder / ".hidden.jsonl")
    assert main(["coverage", "--records", str(folder)]) == 0
    assert capsys.readouterr().err == ""


@posix
@pytest.mark.parametrize("odd", ["pipe", "dangling", "circle", "folder"])
def test_odd_entries_of_a_library_are_named_and_hang_nothing(
    tmp_path: Path, odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "own")
    for entry in (tmp_path / "own/scenarios/x.yaml", tmp_path / "own/teams/x.yml"):
        entry.parent.mkdir(exist_ok=True)
        if odd == "pipe":
            os.mkfifo(entry)
        elif odd == "folder":
            entry.mkdir()
        else:
            entry.symlink_to("nowhere" if odd == "dangling" else entry.name)
        (entry.parent / f".#{entry.name}").symlink_to("somebody@host.1234")
    for words in (
        ["list"],
        ["check", "own"],
        ["check"],
        ["coverage"],
        ["show", "x"],
        ["check", "own/scenarios/x.yaml"],
    ):
        assert main([*words, "--library", "own"]) in (0, 1, 2)
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert ".#x" not in told.out + told.err


@posix
@pytest.mark.parametrize("verb", ["verify", "report", "observe --into plain", "print --for players", "show", "check"])
def test_a_pipe_or_device_given_as_a_file_hangs_nothing(verb: str) -> None:
    os.mkfifo("pipe.yaml")
    for name in ("./pipe.yaml", "/dev/zero"):
        name_first = verb.split(" ", 1)
        code = main([name_first[0], name, *" ".join(name_first[1:]).split()])
        assert code in ((0, 1) if verb == "check" else (1, 2))


@pytest.mark.parametrize("words", ["--runs 1000000000000", "--jobs 10000", "--runs 0"])
def test_numbers_beyond_all_use_are_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "harmful-output", *words.split()]) == 2
    assert "is not in the range" in capsys.readouterr().err


@posix
def test_no_control_sequence_of_names_and_content_reaches_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SOUND, tmp_path / "own")
    text = next((SOUND / "scenarios").glob("*.yaml")).read_text("utf-8")
    quoted = HARM.replace("\x1b", "\\e").replace("\x07", "\\a").replace("\x9b", "\\x9b")
    (tmp_path / f"own/scenarios/x{HARM}.yaml").write_text(f'id: "{quoted}"\n"k{quoted}": "{quoted}"\n', "utf-8")
    (tmp_path / "own/scenarios/y.yaml").write_text(text.replace("id: ", f'id: "y{quoted}" # ', 1), "utf-8")
    record = play_record(tmp_path / f"rec{HARM}.jsonl", SETUP)
    broken = tmp_path / f"broken{HARM}.jsonl"
    broken.write_bytes(record.read_bytes().replace(b"started", HARM.encode()))
    own = ["--library", "own"]
    for words in (
        ["list", *own],
        ["list", HARM, *own],
        [HARM],
        ["list", f"--{HARM}"],
        ["check", "own"],
        ["check", *own],
        ["check", f"own/scenarios/x{HARM}.yaml"],
        ["check", "own", "--json"],
        ["show", HARM, *own],
        ["show", f"y{HARM}", *own],
        ["simulate", HARM, *own],
        ["simulate", f"own/scenarios/x{HARM}.yaml"],
        ["simulate", "harmful-output", "--set", f"{HARM}=1"],
        ["simulate", "harmful-output", "--opens", HARM],
        ["run", "harmful-output", "--record", f"r{HARM}.txt", "--autopilot"],
        ["run", "harmful-output", "--record", f"r{HARM}.jsonl", "--autopilot"],
        ["new", "scenario", HARM],
        ["new", HARM, "x"],
        ["verify", record.name],
        ["verify", record.name, "--json"],
        ["verify", broken.name],
        ["verify", broken.name, "--json"],
        ["report", record.name],
        ["report", broken.name],
        ["report", HARM],
        ["observe", record.name, "--into", HARM],
        ["print", HARM, "--for", "players"],
        ["print", "harmful-output", "--for", "players", "-o", f"p{HARM}.html"],
        ["coverage", HARM],
        ["coverage", "--records", f"none{HARM}"],
        ["actions", "--records", "."],
        ["history", "--records", "."],
        ["history", "test", "--records", "."],
        ["history", HARM, "--team", HARM],
        ["actions", "--records", ".", "--json", "--owner", HARM],
        ["actions", "done", HARM, "--evidence", HARM, "--records", "."],
        ["actions", "postpone", "x", "--due", HARM, "--records", "."],
        ["coverage", *own],
        ["schema", HARM],
        ["list", "--library", HARM],
    ):
        main(words)
        told = capsys.readouterr()
        found = [mark for mark in "\x1b\x07\x9b\u202e" if mark in told.out + told.err]
        assert not found, words


def test_a_copy_that_was_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    words = ["new", "scenario", "ours", "--from", "stolen-inference-key"]
    replace, written = os.replace, list[Path]()

    def killed(fresh: Path, path: Path) -> None:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path)
        replace(fresh, path)

    monkeypatch.setattr(os, "replace", killed)
    assert main(words) == 130
    assert len(written) == 3
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert not (tmp_path / "scenarios/ours.yaml").exists()
    assert main(words) == 0
    assert main(["check", "scenarios/ours.yaml"]) == 0
    assert main(words) == 2


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become somebody unknown")
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_user_whom_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container with an arbitrary uid and no HOME: the rest of this process becomes that user."""
    monkeypatch.delenv("TABLETOP_RECORDS")
    for name in ("HOME", "XDG_DATA_HOME", "USER", "LOGNAME"):
        monkeypatch.delenv(name, raising=False)
    for words, code in ((["list"], 0), (["show", "harmful-output"], 0), (["run", "harmful-output", "--autopilot"], 2)):
        with suppress(SystemExit):
            main([*words, "--records", "warm"] if code else words)  # loads what that user may not read
        child = os.fork()
        if not child:
            os.chdir("/")
            os.setgroups([])
            os.setgid(54321)
            os.setuid(54321)
            found = 99
            with suppress(BaseException):
                found = main(words)
            os._exit(found)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == code, words
