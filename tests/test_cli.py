"""The command line from outside: what goes to stdout and stderr, exit codes, and how quickly it answers."""

from __future__ import annotations

import inspect
import io
import json
import os
import re
import subprocess
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.shell_completion import get_completion_class

from simulator import __version__
from simulator.cli import main, tabletop
from simulator.model.kinds import KINDS
from tests.conftest import ROOT

SOUND = ROOT / "tests/faulty/library"
PROGRAM = "import sys; from simulator.cli import main; sys.exit(main())"
HEAVY = ("pydantic", "textual", "yaml", "numpy", "simpy", "jinja2", "holidays", "simulator.model", "platformdirs")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_help_names_every_verb_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; from simulator.cli import main; main(['--help']); main(['--lang', 'ja', 'run', '--help']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert [verb for verb in tabletop.commands if f"\n  {verb} " not in done.stdout] == []
    loaded = done.stderr.split()
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_the_list_of_verbs_speaks_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "ja", "--help"]) == 0
    verbs = capsys.readouterr().out.partition("コマンド:")[2].split("\n\n")[0].strip().splitlines()
    assert len(verbs) == len(tabletop.commands)
    assert [line for line in verbs if line.isascii()] == []


@pytest.mark.parametrize("verb", tabletop.commands)
def test_each_verb_takes_what_the_command_line_gives(verb: str) -> None:
    """The verbs are called by name, so nothing else would see that an option has no parameter."""
    command = tabletop.commands[verb]
    assert isinstance(command, click.Command)
    assert isinstance(command.callback, partial)
    [target] = command.callback.args
    module, function = target.split(":")
    inspect.signature(getattr(import_module(f"simulator.verbs.{module}"), function)).bind(
        **{param.name: None for param in command.params}
    )


@pytest.mark.parametrize("verb", tabletop.commands)
def test_each_option_says_what_it_is_for(verb: str) -> None:
    options = [param for param in tabletop.commands[verb].params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    compiled = not str(import_module("simulator.world.kernel.kernel").__file__).endswith(".py")
    assert f"{__version__} ({'compiled' if compiled else 'plain Python'})" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["show", "clam", "--library", str(SOUND)], "did you mean calm?"),
        (["list", "scenaros"], "did you mean scenario?"),
        (["check", "nothing.yaml"], "nothing.yaml: there is no such file or folder"),
        (["list", "--library", "."], "is not a library"),
        (["new", "team", "Our Team"], "try our-team"),
        (["run", "calm", "--library", str(SOUND), "--opens", "soon"], "--opens soon: error: expected a time such as"),
        (["simulate", "calm", "--fail-under", "9"], "expected a percentage such as 90%"),
        (["simulate", "calm", "--every", "2h"], "give their number with --incidents"),
        (["simulate", "calm", "--run", "3", "--what-if"], "leave out --what-if"),
        (["simulate", "calm", "--precision", "0%"], "such as 1%"),
        (["simulate", "--all", "--html", "a.html"], "--html is about one scenario"),
        (["verify", "nothing.jsonl"], "nothing.jsonl"),
        (["print", "calm"], "Missing option '--for'"),
    ],
)
def test_what_cannot_be_used_is_told_on_stderr(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert told in printed.err
    assert "Traceback" not in printed.err


def test_check_of_sound_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SOUND)]) == 0
    assert capsys.readouterr().out.endswith("2 notes\n")


def test_check_of_faulty_content_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "tests/faulty/misspelt-step.yaml")
    assert main(["check", path, "--library", str(SOUND)]) == 1
    assert capsys.readouterr().out == (
        f"{path}:8:78: error: playbook plain has no step triag: did you mean triage? [unknown-id]\n1 error\n"
    )


def test_check_exits_with_1_for_one_error_among_notes(capsys: pytest.CaptureFixture[str]) -> None:
    faulty = str(ROOT / "tests/faulty/misspelt-step.yaml")
    assert main(["check", faulty, str(SOUND)]) == 1, "an error, whatever else is merely noted"
    assert capsys.readouterr().out.endswith("1 error, 2 notes\n")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ((SOUND / "scenarios/calm.yaml").read_bytes(), "no problems found"),
        (b"id: ours\ncategory: [", "-:2:"),
        (b"x: [", "-:1:"),
        (b"", "-: error: the file is empty"),
    ],
)
def test_check_reads_standard_input(
    typed: bytes, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
    code = main(["check", "-", "--library", str(SOUND)])
    assert says in capsys.readouterr().out
    assert code == (0 if says == "no problems found" else 1)


def test_check_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "tests/faulty/misspelt-step.yaml")
    assert main(["check", path, "--library", str(SOUND), "--json"]) == 1
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert document["schema_version"] == 1
    [problem] = document["problems"]
    assert problem | {"message": ""} == {
        "file": path,
        "line": 8,
        "column": 78,
        "severity": "error",
        "code": "unknown-id",
        "message": "",
        "path": "injects[0].expects[0].step",
    }
    assert "1 error" in printed.err


def test_list_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "scenarios", "--library", str(SOUND), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema_version"] == 1
    assert ("calm", "A calm afternoon") in [(item["id"], item["title"]) for item in document["items"]]


def test_show_spoils_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "model-weight-theft"]) == 0
    shown = capsys.readouterr().out
    scenario = json.loads(_json(capsys, "show", "model-weight-theft"))["items"][0]
    assert scenario["title"]["en"] in shown
    assert not any(line and line in shown for line in scenario["truth"]["en"].splitlines())
    assert not any(inject["title"]["en"] in shown for inject in scenario["injects"] if "title" in inject)


def test_show_tells_whose_pace_holds(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("playbook", "team"):
        assert main(["new", kind, "ours"]) == 0
    assert main(["new", "scenario", "ours"]) == 0
    playbook, team = Path("playbooks/ours.yaml"), Path("playbooks/teams/ours.yaml")
    team.write_text(f"{team.read_text('utf-8')}pace: {{p95: 2.5}}\n", "utf-8")
    capsys.readouterr()
    for file, p95 in ((playbook, "3"), (team, "2.5")):
        assert main(["show", str(file)]) == 0
        assert f"one incident in twenty takes {p95} times as long or longer" in capsys.readouterr().out
    assert main(["show", "scenarios/ours.yaml", "--library", "."]) == 0
    assert "one incident in twenty takes 2.5 times as long or longer (ours)" in capsys.readouterr().out


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments, "--json"]) == 0
    return capsys.readouterr().out


def test_a_new_file_passes_its_check(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("playbook", "team", "expectations", "requirements", "scenario"):
        assert main(["new", kind, "my-first"]) == 0
    assert main(["check", "."]) == 0
    assert "error" not in capsys.readouterr().out
    assert main(["new", "team", "my-first"]) == 2
    assert main(["new", "scenario", "mine", "--from", "harmful-output"]) == 0
    assert "a copy of harmful-output" in capsys.readouterr().out


def test_options_stand_before_the_verb_or_after_it_or_in_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = ["--library", str(SOUND)]
    for arguments in ([*library, "list", "teams"], ["list", "teams", *library]):
        assert main(arguments) == 0
        assert "A small team" in capsys.readouterr().out
    for name in ("TABLETOP_LIBRARY", "TABLETOP_LIST_LIBRARY"):
        with monkeypatch.context() as patch:
            patch.setenv(name, str(SOUND))
            assert main(["list", "teams"]) == 0
            assert "A small team" in capsys.readouterr().out


def test_a_reader_who_has_enough_is_no_error() -> None:
    command = f"{sys.executable} -c '{PROGRAM}' schema scenario | head -1; echo ${{PIPESTATUS[0]}}"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout, done.stderr) == ("{\n0\n", "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tabletop run model-w", "model-weight-theft"),
        ("tabletop simulate --playbook model-c", "model-compromise"),
        ("tabletop show tokyo-p", "tokyo-platform"),
    ],
)
def test_the_shell_completes_ids(words: str, offered: str) -> None:
    shell = get_completion_class("bash")
    assert shell
    *before, begun = words.split()[1:]
    found = shell(tabletop, {}, "tabletop", "_TABLETOP_COMPLETE").get_completions(before, begun)
    assert offered in [item.value for item in found]


def test_a_shell_can_ask_for_completions(tmp_path: Path) -> None:
    asked = {"_TABLETOP_COMPLETE": "bash_complete", "COMP_WORDS": "tabletop run model-w", "COMP_CWORD": "2"}
    environment = os.environ | asked | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=False)
    assert "plain,model-weight-theft" in done.stdout


def test_the_hook_of_pre_commit_names_a_command_that_there_is() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: tabletop check\n" in text
    pattern = re.search(r"files: (.*)", text)
    assert pattern
    assert re.search(pattern[1], "ours/playbooks/teams/ours.yaml")
    assert not re.search(pattern[1], ".github/workflows/ci.yml")


def test_the_module_is_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "simulator", "-V"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=True)
    assert done.stdout.startswith(f"tabletop, version {__version__} (")


def test_help_tells_the_environment(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "TABLETOP_LANG" in capsys.readouterr().out


def test_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(**_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.verbs.schema.schema", interrupt)
    assert main(["schema", "team"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_terminal_that_knows_no_japanese_gets_question_marks() -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", PROGRAM, "list", "teams", "--lang", "ja"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0
    assert "tokyo-platform" in done.stdout


def test_help_and_displays_know_every_kind_of_file(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("list", "new", "schema"):
        assert main([verb, "--help"]) == 0
        told = capsys.readouterr().out.split()
        assert not [kind.name for kind in KINDS if kind.name not in {word.strip(",.;") for word in told}]
    for kind in KINDS:
        [found] = json.loads(_json(capsys, "list", kind.many))["items"][:1]
        assert main(["list", kind.one]) == 0
        assert capsys.readouterr().out.startswith(f"{kind.many.upper()}\n")
        assert main(["show", found["id"]]) == 0
        assert found["title"].split()[0] in capsys.readouterr().out
