"""The exercise of ``tests/console/script.py`` as somebody types it who hears no more than lines."""

from __future__ import annotations

TALK = 7

PLAY: tuple[str | int, ...] = (
    *(TALK, "next"),
    *(TALK, "order", "copy the evidence stay", "something the", "Ring the cloud provider", "", "soon", ".", "."),
    *(TALK, "order", "something the", "Ring the cloud provider", "", "20m", ""),
    *(TALK, "decide", "show", "cut at once who", "why cut at once", "It still runs", "medium"),
    *(TALK, "o", "copy the evidence"),
    *(TALK, "event"),
    *(200, "aware", "personal", "5m", "legal", "So the log"),
    *(TALK, "undo", "yes"),
    *(TALK, "order", "asked and", "whose account"),
    *(TALK, "order", "ways which duties", "begin now"),
    *(TALK, "injects", "rumour", "leave it", "yes", "."),
    *(TALK, "i", "improvise", "", "", "", "", "", "", "A call from the ministry", "", "legal", "", "", ""),
    *(TALK, "pace", "2 min", ""),
    *(61, "n"),
    *(TALK, "jump", "30m"),
    *(TALK, "tick", "somebody orders", "."),
    *(TALK, "next", "legal", "go"),
    *(TALK, "end", "yes"),
)
REVIEW: tuple[str, ...] = (
    *("keep the evidence", "s", "The copy was late"),
    *("", "n", ""),
    *("hot wash", "Roles were clear", "", "", "", "Nobody knew who may cut", "area", "", "", "."),
    *("corrective", "new action", "Close accounts on the last day", "operations", "2026-12-24", "", "", "", "."),
    *("close the record", "", "reco", "lost"),
)
JAPANESE: tuple[str | int, ...] = (
    *("", "", ""),
    *(TALK, "次"),
    *(TALK, "", "指示", "証拠の保全"),
    *(TALK, "判断", "表示", "理由 １", "まだ動いている", "高"),
    *(TALK, "メモ 連絡先がすぐに出てこなかった"),
    *(TALK, "読む １", "読む 1.1", "手引き 1", "渡す 1.2"),
    *(TALK, "認知", "個人データ", "5m", "法務", "名簿があった"),
    *(TALK, "移動", "1", "経過"),
    *(TALK, "観点", "1", "戻る"),
    *(TALK, "次", "法務", "進む"),
    *(TALK, "演習終了", "はい"),
    *("", "s", "保全が遅れた"),
    *("", "n", ""),
    *("是正処置", "新しい", "退職時に閉じる", "運用", "2026-12-24", "", "", "", "."),
    *("記録を閉じる", "ＬＯＳＴ"),
)
