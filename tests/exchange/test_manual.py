"""Situation manuals in Markdown: a module for each heading that numbers one, its questions, notes and times."""

from __future__ import annotations

from random import Random

import pytest

from simulator.errors import TabletopError
from simulator.exchange.draft import Draft
from simulator.exchange.formats import read
from simulator.exchange.manual_words import kind_of, label_of, opens_message
from simulator.model.durations import HOUR, MINUTE
from simulator.wording.speech import problem_text
from tests.exchange.test_exercises import FILES, TODAY, by_id, ends, of, read_back, scenario

OURS = FILES / "sitman.md"
HEADLESS = "# A\n\n## Scenario\n\nHow it stands.\n\n## Questions\n\n- Who decides?\n"
JAPANESE = """# 机上演習

## 目的

- 停止の権限を確認する

## 背景

市役所の窓口です。

## モジュール1　問い合わせ

### 状況

利用者から電話があった。

### 設問

1. 誰が止めるか。

## 振り返り

- よかった点
"""


def page(text: str) -> Draft:
    return read(text.encode(), "manual.md", TODAY)


def test_modules_with_their_questions_become_a_discussion() -> None:
    draft = of(OURS)
    made, injects = scenario(draft), by_id(draft)
    first, call, vendor = (injects[name] for name in (
        "module-1-a-recording", "inject-1-1-a-second-call", "module-2-the-vendor-answers"))  # fmt: skip
    assert (made.title.say("en"), draft.format, draft.licence) == ("Borrowed Voice", "situation manual", "CC-BY-4.0")
    assert (made.playbook, made.team, f"{made.opens:%F %H:%M}") == ("none", "none", "2026-12-07 09:30")
    assert made.briefing
    assert made.briefing.own == "You run a call centre with a voice assistant."
    assert [len(objective.text.own.split()) for objective in made.objectives] == [11, 5]
    assert [(inject.module, inject.at, inject.discuss) for inject in made.injects] == [
        (True, 0, 20 * MINUTE),
        (False, 45 * MINUTE, 10 * MINUTE),
        (True, 22 * HOUR + 30 * MINUTE, 5 * MINUTE),
    ]
    assert [(one.ask.own, one.theme and one.theme.own) for one in first.questions] == [
        ("Who may switch the assistant off?", "Decisions"),
        ("And who outside hours?", "Decisions"),
        ("What do you tell the customer while you look?", "Decisions"),
        ("Which records show what was said?", "Evidence"),
    ]
    assert first.body
    assert "# Module 7" in first.body.own
    assert first.facilitator
    assert first.facilitator.own.endswith("Do not say whether the recording is real.")
    assert (call.to, call.channel, len(call.expects)) == (("communications",), "phone", 2)
    assert vendor.to == first.to == ("call-centre", "legal", "communications")
    assert [(problem.code, problem.line) for problem in draft.problems] == [
        ("left-out", 16), ("left-out", 93), ("assumed", 38)]  # fmt: skip


def test_a_manual_without_modules_is_one() -> None:
    draft = page(HEADLESS)
    (only,) = scenario(draft).injects
    assert (only.title and only.title.own, only.body and only.body.own, only.module) == ("A", "How it stands.", True)
    assert [one.ask.own for one in only.questions] == ["Who decides?"]


def test_a_japanese_manual() -> None:
    made = scenario(page(JAPANESE))
    (only,) = made.injects
    assert (made.language, made.title.own, [one.text.own for one in made.objectives]) == (
        "ja", "机上演習", ["停止の権限を確認する"])  # fmt: skip
    assert (only.body and only.body.own, only.questions[0].ask.own) == ("利用者から電話があった。", "誰が止めるか。")


def test_without_times_an_hour_is_between_modules_and_vague_times_are_text() -> None:
    text = "# Module 1\n**Time:** in the afternoon\n## Questions\n- A?\n# Module 2\n## Questions\n- B?\n"
    draft = page(text)
    first, second = scenario(draft).injects
    assert (first.at, second.at, first.body and first.body.own) == (0, HOUR, "in the afternoon")
    assert [problem.code for problem in draft.problems] == ["assumed", "assumed"]
    assert scenario(draft).title.own == "Manual"


def test_scenarios_with_a_number_are_modules_and_times_may_end_a_heading() -> None:
    one = "## Scenario {}: {}\nHow it stands.\n### Inject 1 — Alert (16:30)\n> A page.\n\n**Discussion:**\n- Who?\n"
    draft = page("# Two\n" + one.format(1, "Weights") + one.format(2, "Voices"))
    assert [(inject.module, inject.at, str(inject.body and inject.body.own)) for inject in scenario(draft).injects] == [
        (True, 0, "How it stands."),
        (False, 0, "A page."),
        (True, 0, "How it stands."),
        (False, 0, "A page."),
    ]
    assert ("several", 9) in [(problem.code, problem.line) for problem in draft.problems]
    within = page("# Module 1\n## Scenario 2\nB.\n## Questions\n- A?\n")
    assert [inject.title and inject.title.own for inject in scenario(within).injects] == ["Module 1"]


def test_a_list_of_injects_is_one_message_each() -> None:
    text = "# A\n## Objectives\n- It shows\n## Injects\n1. An alert.\n2. A reporter calls.\n"
    made = scenario(page(text))
    assert [(inject.at, inject.body and inject.body.own) for inject in made.injects] == [
        (0, "An alert."),
        (HOUR, "A reporter calls."),
    ]
    assert [one.text.own for one in made.objectives] == ["It shows"]


def test_a_timeline_of_offsets_is_one_message_each() -> None:
    draft = page(
        "# A\n## Agenda\n- 09:00: Welcome\n- 09:10: Rules\n## Timeline (2 hours)\n- T0: It begins\n- T+10: It spreads\n"
    )
    told = [(inject.at, inject.title and inject.title.own) for inject in scenario(draft).injects]
    assert told == [(0, "It begins"), (10 * MINUTE, "It spreads")]


def test_a_table_of_messages_is_read_as_a_list() -> None:
    names = "| # | Time | Inject | To | Expected Action |\n|--|--|--|--|--|\n"
    rows = f"{names}| 1 | T+15 | **Alert** | SOC | Look<br>Tell |\n"
    draft = page(f"# Ours\n\n## Objectives\n- It shows\n\n## List\n{rows}")
    made = scenario(draft)
    assert (made.title.own, made.injects[0].to, made.injects[0].title and made.injects[0].title.own) == (
        "Ours", ("soc",), "Alert")  # fmt: skip
    assert [one.text and one.text.own for one in made.injects[0].expects] == ["Look", "Tell"]
    assert [(problem.code, problem.line) for problem in draft.problems][-1] == ("left-out", 3)
    with pytest.raises(TabletopError) as error:
        page(rows.replace("T+15", "soon"))
    assert problem_text(error.value.problems[0], "en").startswith("manual.md:3:7: error:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Readme\n\n## Usage\n\nRun it.\n", "manual.md:3: error: there is nothing to discuss"),
        ("", "manual.md:1: error: there is nothing to discuss"),
        (
            "# Module 1\n**Time:** T+5\n- Who?\n# Module 2\n**Time:** 9:30\n## Questions\n- Who?\n",
            "manual.md:5: error: this time is written in another form",
        ),
        ("# Module 1\n## Questions\n- Who?\n" * 2001, "manual.md:6001: error: there are 2,001 messages"),
        ("\n" * 100_001, "manual.md has more than 100,000 lines"),
    ],
)
def test_what_is_no_manual_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(TabletopError) as error:
        page(text)
    assert said in ([problem_text(problem, "en") for problem in error.value.problems] or [str(error.value)])[0]


def test_a_line_that_is_no_text_is_named() -> None:
    with pytest.raises(TabletopError) as error:
        read(b"# A\n\xff\n", "manual.md", TODAY)
    assert error.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("title", "opens"),
    [
        ("Module 1: A", "module"), ("2.1 MODULE TWO – B", "module"), ("Phase III", "module"), ("Inject #4", "inject"),
        ("モジュール２　報道", "module"), ("追加状況1", "inject"), ("Modules", None), ("Module design", None),
        ("T0 – Alert", "inject"), ("⏱ T+2h: Impact", "inject"), ("09:30 AM - Call", "inject"), ("T+24h", "inject"),
        ("2024 review", None), ("T-shirts", None), ("10:1 odds", None), ("Injection 1", None), ("Move in", None),
    ],
)  # fmt: skip
def test_a_heading_with_a_number_opens_a_module(title: str, opens: str | None) -> None:
    assert opens_message(title) == opens


def test_words_tell_what_a_heading_or_a_label_is_of() -> None:
    assert [kind_of(words) for words in ("Discussion", "Hot Wash Questions", "Facilitator guidance", "Key issues")] == [
        "questions", "debrief", "notes", "other"]  # fmt: skip
    assert label_of("- **Time**: 9:30") == ("time", "9:30")
    assert label_of("**Delivery Method:** Phone") == ("channel", "Phone")
    assert label_of("Discussion questions:") == ("questions", "")
    assert label_of("From: a@example.com") is None
    assert label_of("**Nobody asks questions here.** We do.") is None


def broken(text: str, seed: int) -> bytes:
    """The manual with lines dropped, swapped, doubled or cut, as this seed has it."""
    chance, lines = Random(seed), text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                lines[at : at + chance.randint(1, 8)] = [""]
            case 1:
                lines[at], lines[other] = lines[other], lines[at]
            case 2:
                lines[at] += lines[other]
            case 3:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case _:
                odd = (
                    "**",
                    "#",
                    "```",
                    "<!--",
                    "---",
                    "- ",
                    "\x1b[2J",
                    "**Time:** ",
                    "　",
                    "[",
                    "\u202e",
                    "T+9999999 days",
                )
                lines[at] = chance.choice(odd) + lines[at]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("text", [OURS.read_text("utf-8"), JAPANESE], ids=["en", "ja"])
def test_a_changed_manual_is_read_or_refused(text: str) -> None:
    for seed in range(1, 30):
        ends(broken(text, seed), "manual.md", OURS, seed)


@pytest.mark.slow
@pytest.mark.parametrize("text", [OURS.read_text("utf-8"), JAPANESE], ids=["en", "ja"])
def test_many_changed_manuals_are_read_or_refused(text: str) -> None:
    for seed in range(30, 3000):
        ends(broken(text, seed), "manual.md", OURS, seed)


def test_what_is_written_reads_back_equal() -> None:
    assert read_back(of(OURS)) == of(OURS).value


@pytest.mark.parametrize("line", ["# " + " " * 10**5 + "x", "**A" + " " * 10**5 + "x", "**" * 10**4, "\n" * 10_000])
def test_a_long_line_takes_no_long_time(line: str) -> None:
    """Each would take hours where a pattern looks at every place anew."""
    assert len(scenario(page(HEADLESS + line)).injects) == 1
