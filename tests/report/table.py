"""One exercise, written down by hand: four roles, six steps, three injects, and a table that made mistakes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.content.library import Library
from simulator.model.setup import Setup
from simulator.study.gains import Compared, Hindsight
from simulator.study.statistics import paired_gain, share
from simulator.timeline import events as e
from simulator.timeline.acts import Act
from simulator.timeline.history import Head, History
from simulator.timeline.moves import Move
from tests.conftest import ROOT

M, H = 60, 3600
ENDEX = 5 * H


def both(en: str, ja: str) -> dict[str, str]:
    return {"en": en, "ja": ja}


SCENARIO: dict[str, Any] = {
    "id": "stolen-weights",
    "category": "model-compromise",
    "title": both("Stolen model weights", "流出したモデル重み"),
    "briefing": both(
        "You are **Hibari AI**. It is {T+0h}.", "皆さんは**「ひばりAI」**の対応チームです。いまは{T+0h}です。"
    ),
    "truth": both("The token of a contractor was sold.", "委託先のトークンが転売された。"),
    "claims": [
        {
            "id": "copy-can-wait",
            "says": both("A copy after the stop shows as much.", "停止後に写しても、残るものは同じである。"),
            "holds": "false",
            "told_by": ["take-it-down"],
            "corrected_by": ["isolate"],
        },
        {
            "id": "one-host",
            "says": both("It went to one host.", "宛先は一つだった。"),
            "holds": "true",
            "told_by": ["alert/1"],
        },
    ],
    "if_asked": [
        {"ask": both("Who holds the token?", "トークンの持ち主は"), "answer": both("A contractor.", "委託先。")}
    ],
    "opens": "2026-07-10T18:40+09:00",
    "timezone": "Asia/Tokyo",
    "ends_after": "72h",
    "session": "90m",
    "expectations": ["own-declare", "own-contain", "own-order", "appi", "notice", "bm-contain"],
    "references": [{"id": "AML.CS0056", "title": "ATLAS case study"}],
    "objectives": [
        {
            "id": "keep-evidence",
            "text": both("Contain without losing evidence.", "証拠を失わずに封じ込める。"),
            "look_for": [
                both("The snapshot is ordered first", "保全を先に指示した"),
                both("Two people keep it", "二人で保全した"),
            ],
            "shows": ["snapshot-taken", "contained"],
            "requirements": ["NIST-MAN-4.1"],
        },
        {
            "id": "tell-in-time",
            "text": both("Tell the authority in time.", "期限内に当局へ報告する。"),
            "shows": ["ppc-notified-preliminary"],
        },
    ],
    "injects": [
        {
            "id": "alert",
            "at": "0m",
            "discuss": "10m",
            "to": ["security-operations"],
            "channel": "siem",
            "title": both("Egress alert", "外向き通信の警報"),
            "body": both("**9 GB** to an unknown host.", "未知の宛先へ**9GB**。"),
            "artefacts": [{"file": "egress.txt", "title": both("Egress log", "通信ログ"), "on_request": "true"}],
            "objectives": ["keep-evidence"],
            "reaches": ["detected"],
            "expects": [
                {"step": "triage", "done_within": "30m"},
                {"text": both("Somebody asks who else knows", "ほかに知る者を尋ねる")},
            ],
        },
        {
            "id": "take-it-down",
            "once": "triaged",
            "delay": "20m",
            "discuss": "15m",
            "channel": "chat",
            "title": both("Now or after the copy?", "いま止めるか、写してからか"),
            "objectives": ["keep-evidence"],
            "decision": {
                "role": "incident-commander",
                "question": both("Take the endpoint down now?", "いま停止するか。"),
                "takes": "5m..15m..45m",
                "answer_by": "45m",
                "if_undecided": "later",
                "options": [
                    {
                        "id": "now",
                        "text": both("Now", "いま止める"),
                        "reaches": ["takedown-ordered"],
                        "rests_on": ["copy-can-wait"],
                    },
                    {"id": "later", "text": both("After the copy", "写してから"), "calls_in": ["legal"]},
                ],
            },
        },
        {
            "id": "reporter",
            "at": "2h30m",
            "optional": "true",
            "discuss": "5m",
            "to": ["incident-commander"],
            "channel": "press",
            "title": both("A reporter calls", "記者からの電話"),
            "unless": ["takedown-ordered"],
        },
    ],
}

PLAYBOOK: dict[str, Any] = {
    "id": "model-compromise",
    "title": both("Model compromise", "モデル侵害への対応"),
    "owner": "AI platform lead",
    "version": "3",
    "reviewed": "2026-10-01",
    "steps": [
        {
            "id": "triage",
            "title": both("Triage", "トリアージ"),
            "role": "security-operations",
            "takes": "10m..20m..60m",
            "once": "detected",
            "reaches": "triaged",
        },
        {
            "id": "declare",
            "title": both("Declare", "宣言"),
            "role": "incident-commander",
            "takes": {"estimate": "5m..10m..30m", "basis": "measured: drill of May"},
            "after": "triage",
            "reaches": "declared",
        },
        {
            "id": "snapshot",
            "title": both("Keep logs", "証拠保全"),
            "role": "ml-platform",
            "takes": "15m..45m..4h",
            "after": "declare",
            "reaches": "snapshot-taken",
        },
        {
            "id": "isolate",
            "title": both("Isolate", "隔離"),
            "role": "ml-platform",
            "takes": "5m..45m..5h",
            "after": "snapshot",
            "reaches": ["contained", "production-changed"],
        },
        {
            "id": "classify",
            "title": both("Classify", "義務の判定"),
            "role": "legal",
            "takes": "1h..3h..10h",
            "after": "declare",
            "reaches": "legal-classified",
        },
        {
            "id": "report",
            "title": both("Report to the PPC", "委員会への速報"),
            "role": "legal",
            "takes": "1h",
            "after": "classify",
            "reaches": "ppc-notified-preliminary",
        },
    ],
}

TEAM: dict[str, Any] = {
    "id": "tokyo",
    "title": both("Tokyo team", "東京チーム"),
    "timezone": "Asia/Tokyo",
    "roles": {
        "security-operations": {"title": both("Security operations", "セキュリティ運用"), "people": "2"},
        "incident-commander": {"title": both("Incident commander", "指揮役")},
        "ml-platform": {"title": both("ML platform", "AI基盤"), "people": "2", "hours": "Mon-Fri 10:00-19:00"},
        "legal": {
            "title": both("Legal", "法務"),
            "hours": "Mon-Fri 09:30-18:30",
            "call_in": {"answers_in": "30m..1h..4h"},
        },
        "automation": {"title": both("Automation", "自動処理"), "people": "unlimited"},
    },
}


def within(id: str, title: dict[str, str], to: str, limit: str, kind: str = "own-target") -> dict[str, Any]:
    return {"id": id, "title": title, "kind": kind, "from": "detected", "to": to, "within": limit}


EXPECTATIONS: list[dict[str, Any]] = [
    within("own-declare", both("Declared", "宣言"), "declared", "1h"),
    within("own-contain", both("Contained", "封じ込め"), "contained", "4h"),
    {
        "id": "own-order",
        "title": both("Evidence before change", "変更前の証拠保全"),
        "kind": "own-target",
        "order": ["snapshot-taken", "production-changed"],
    },
    {
        "id": "appi",
        "title": both("APPI preliminary report", "漏えい等報告（速報）"),
        "kind": "law",
        "from": {"when-suspected": "leak-suspected", "when-known": "personal-data-breach-known"},
        "to": "ppc-notified-preliminary",
        "within": "5 calendar days",
        "source": "APPI Art. 26(1)",
        "as_of": "2026-10",
        "verified": "secondary",
    },
    {
        "id": "notice",
        "title": both("Tell those concerned", "本人への通知"),
        "kind": "law",
        "from": "declared",
        "to": "individuals-notified",
    },
    within("bm-contain", both("1-10-60", "1-10-60ルール"), "contained", "60m", "benchmark"),
]

REQUIREMENTS: list[dict[str, Any]] = [
    {
        "id": "NIST-MAN-4.1",
        "title": both("AI RMF, MANAGE 4.1", "AI RMF　MANAGE 4.1"),
        "asks": both("A plan for response and recovery.", "対応と復旧の計画。"),
        "shown_by": both("Which alarm rang, which did not.", "どの警報が鳴り、どれが鳴らなかったか。"),
        "jurisdiction": "US",
        "source": "NIST AI RMF 1.0",
        "as_of": "2026-10",
        "verified": "text",
    },
    {
        "id": "HSEEP-AAR",
        "title": both("HSEEP, AAR/IP", "HSEEP　AAR/IP"),
        "asks": both("Objectives, ratings, actions.", "目標、評価、是正処置。"),
        "shown_by": both("This report.", "本報告書。"),
        "any_exercise": "true",
        "jurisdiction": "US",
        "source": "HSEEP",
    },
]


MILESTONES = [entry.value for entry in Library.open([ROOT]).milestones()]


def setup_of(**changes: Any) -> Setup:
    """The setup, with parts replaced."""
    parts: dict[str, Any] = {"scenario": SCENARIO, "playbook": PLAYBOOK, "team": TEAM}
    parts |= {"expectations": EXPECTATIONS, "requirements": REQUIREMENTS, "milestones": MILESTONES}
    sources = [{"path": "scenarios/stolen-weights.yaml", "sha256": "ab" * 32}]
    artefacts = {"egress.txt": "18:31 svc-eval 9.2 GB 203.0.113.77"}
    return Setup.model_validate(parts | {"sources": sources, "artefacts": artefacts} | changes)


SETUP = setup_of()

IC, SO, ML = "incident-commander", "security-operations", "ml-platform"

ACTS: dict[int, Act] = {3: "note", 4: "withdraw-observation"}
"""What people did in a move, where that matters."""
PLAY: list[list[e.Event]] = [
    [
        e.Started(0, self_running=False),
        e.InjectDelivered(0, "alert", ("detected",)),
        e.StepReady(0, "triage", "detected"),
    ],
    [e.WorkQueued(10 * M, "triage", 1, SO), e.WorkStarted(10 * M, "triage", 1, 30 * M), e.Passed(10 * M, room=600)],
    [e.WorkEnded(40 * M, "triage", 1, reaches=("triaged",)), e.StepReady(40 * M, "declare", "triage")],
    [e.Noted(41 * M, "a slip of the pen")],
    [e.Withdrawn(41 * M, 3)],
    [e.WorkQueued(45 * M, "declare", 1, IC), e.WorkStarted(45 * M, "declare", 1, 20 * M)],
    [e.InjectDelivered(60 * M, "take-it-down"), e.DecisionOpened(60 * M, "take-it-down")],
    [
        e.WorkEnded(65 * M, "declare", 1, reaches=("declared",)),
        e.StepReady(65 * M, "snapshot", "declare"),
        e.StepReady(65 * M, "classify", "declare"),
    ],
    [
        e.DecisionTaken(
            70 * M, "take-it-down", "now", ("takedown-ordered",), why="Every minute costs a file", sure="low", seat=IC
        ),
        e.Noted(70 * M, "The commander decided alone", objective="keep-evidence"),
    ],
    [e.WorkQueued(90 * M, "isolate", 1, ML, early=True), e.WorkStarted(90 * M, "isolate", 1, 15 * M)],
    [e.WorkEnded(105 * M, "isolate", 1, reaches=("contained", "production-changed")), e.Passed(105 * M, room=1200)],
    [e.WorkQueued(110 * M, "snapshot", 1, ML), e.WorkStarted(110 * M, "snapshot", 1, 40 * M)],
    [e.WorkPaused(140 * M, "snapshot"), e.InjectDropped(150 * M, "reporter"), e.WorkResumed(200 * M, "snapshot")],
    [e.WorkReestimated(205 * M, "snapshot", 40 * M)],
    [e.WorkEnded(210 * M, "snapshot", 1, reaches=("snapshot-taken",))],
    [e.MilestoneMarked(220 * M, "personal-data-breach-known", 120 * M, "The list names customers", "legal")],
    [
        e.ActionNamed(230 * M, "action/1", "Write to the vendor", ((IC, 1),), 20 * M, seat=IC),
        e.WorkQueued(230 * M, "action/1", 1, IC),
        e.WorkStarted(230 * M, "action/1", 1, 20 * M),
    ],
    [e.InjectImprovised(240 * M, "improvised/1", "The CEO calls", to=(IC,)), e.WorkEnded(250 * M, "action/1", 1)],
    [e.Noted(255 * M, "Q: who has keys? A: three people", "answer", inject="alert")],
    [e.Called(260 * M, "legal", "call-in", 1, 300 * M, 660 * M, IC), e.WorkQueued(260 * M, "classify", 1, "legal")],
    [
        e.PlayEnded(ENDEX),
        e.WorkStarted(ENDEX, "classify", 1, 3 * H),
        e.WorkEnded(8 * H, "classify", 1, reaches=("legal-classified",)),
        e.StepReady(8 * H, "report", "classify"),
        e.WorkQueued(8 * H, "report", 1),
        e.WorkStarted(8 * H, "report", 1, 1 * H),
        e.WorkEnded(9 * H, "report", 1, reaches=("ppc-notified-preliminary",)),
        e.Passed(72 * H),
    ],
]

REVIEW: list[list[e.Event]] = [
    [e.Ticked(72 * H, "objective/keep-evidence/2"), e.Ticked(72 * H, "inject/alert/2")],
    [e.Rated(72 * H, "keep-evidence", "M", "The change came before the copy")],
    [e.LessonNoted(72 * H, "strength", "Contact was quick", seat=SO)],
    [e.LessonNoted(72 * H, "area", "Nobody knew who may stop the service", "keep-evidence", IC)],
    [
        e.ActionAgreed(
            72 * H, "ca-1", "Name who may stop the service", "incident-commander", "2026-12-18", "Drill in May"
        )
    ],
    [e.ActionAgreed(72 * H, "ca-2", "Put the copy first in the playbook")],
]
CLOSED: list[list[e.Event]] = [[e.Closed(72 * H)]]


HINDSIGHT = {
    "take-it-down": Hindsight(
        70 * M,
        100,
        5,
        {
            "later": (
                Compared("own-contain", share(62, 100), share(20, 100), paired_gain(2, 44, 100)),
                Compared("own-order", share(10, 100), share(90, 100), paired_gain(80, 0, 100)),
                Compared("appi/when-known", share(50, 100), share(51, 100), paired_gain(1, 0, 100)),
            )
        },
    )
}
"""What a study might say of the decision in ``PLAY``."""


def history(moves: list[list[e.Event]] = PLAY + REVIEW + CLOSED, setup: Setup = SETUP, **head: Any) -> History:
    """The record of these moves, one a minute from two in the afternoon."""
    seats = {SO: (SO,), IC: (IC,), ML: (ML,), "legal": ("legal",)}
    usual = Head(setup, seed=7, seats=seats, place="Room 3", tool="tabletop 0.1.0")
    told = tuple(
        Move(tuple(events), f"2026-11-24T14:{n:02d}:00+09:00", ACTS.get(n, ""), "facilitator")
        for n, events in enumerate(moves)
    )
    return History(replace(usual, **head), told, lines=80, head_hash="cd" * 32)
