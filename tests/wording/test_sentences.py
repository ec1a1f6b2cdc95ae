"""A sentence per event, in both languages."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest

from simulator.timeline import events as e
from simulator.wording.sentences import adhoc_titles, tell
from simulator.wording.voice import Voice
from tests.report.table import SETUP, M, history

STATE = history().state()
VOICES = {language: Voice.of(SETUP, language) for language in ("en", "ja")}


@pytest.mark.parametrize(
    ("event", "english", "japanese"),
    [
        (
            e.InjectDelivered(0, "alert"),
            "“Egress alert” reaches Security operations",
            "「外向き通信の警報」がセキュリティ運用に届く",
        ),
        (
            e.WorkQueued(0, "isolate", 1, "ml-platform", early=True),
            "“Isolate” is ordered out of order",
            "「隔離」を順序によらず指示",
        ),
        (e.WorkQueued(0, "isolate", 1), "", ""),
        (e.WorkStarted(0, "isolate", 2, 60), "“Isolate” begins again (visit 2)", "「隔離」を再開始（2回目）"),
        (
            e.DecisionTaken(0, "take-it-down", "later", undecided=True),
            "Nobody decided in time on “Now or after the copy?”: After the copy",
            "「いま止めるか、写してからか」は期限までに判断されず: 写してから",
        ),
        (
            e.MilestoneMarked(0, "contained", 90 * M, "No traffic"),
            "Stated as reached at Fri 20:10: contained – No traffic",
            "7月10日（金）20:10に到達と申告: 封じ込め（No traffic）",
        ),
        (e.WorkEnded(0, "action/1", 1), "“Write to the vendor” is done", "「Write to the vendor」が完了"),
        (
            e.Ticked(0, "objective/keep-evidence/2"),
            "Seen: Two people keep it",
            "確認: 二人で保全した",
        ),
        (e.Passed(0), "", ""),
    ],
)
def test_it_says_what_happened(event: e.Event, english: str, japanese: str) -> None:
    titles = adhoc_titles(STATE)
    assert tell(event, SETUP, VOICES["en"], titles) == english
    assert tell(event, SETUP, VOICES["ja"], titles) == japanese


@pytest.mark.parametrize("kind", e.EVENTS)
@pytest.mark.parametrize("text", ["unknown", "a/b/c", "", "<script>[/b]\x1b]52;c;x\x07"])
def test_no_event_is_unheard_of_and_no_text_breaks_it(kind: type[e.Event], text: str) -> None:
    hints = get_type_hints(kind)
    event = kind(**{field.name: _any(hints[field.name], text) for field in fields(kind)})
    for voice in VOICES.values():
        assert "\x1b" not in tell(event, SETUP, voice)


def _any(hint: Any, text: str) -> Any:
    choices = [choice for choice in get_args(hint) if isinstance(choice, str)]
    if choices:
        return choices[0]
    simple = {int: 1, float: 1.0, bool: True, str: text, int | None: 1}
    return simple.get(hint, ((text, 1),) if hint == e.Staff else (text,))
