"""The pages of what changed in law, from the library: part of ``make library`` in the repository's root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from simulator.content.library import Library
from simulator.home import bundled
from simulator.model.fact import Fact
from simulator.model.kinds import EXPECTATIONS, REQUIREMENTS
from simulator.model.text import Text
from simulator.wording.voice import Voice

ROOT = bundled()
PAGES = {"en": "law-changes.md", "ja": "law-changes.ja.md"}
HEAD = {
    "en": """# What changed in law

Every fact of the library that once said something else: what it says now, what it said before, why; then what is new,
and when somebody looks again. A scenario, an exercise or a study that was made before rests on the old one: `tabletop
show ID`, the check and reports name it. `tabletop list expectations --changed-since 2026-10` prints the same for any
month, `tabletop show ID` has the source and how sure it is. Nothing here is legal advice.
""",
    "ja": """# 法令などの変更

ライブラリーの期限・要求事項のうち、以前は別の内容だったものについて、現在の内容、変更前の内容、理由を示し、続けて新しく加わったものと
再確認の期日を示します。変更前に作ったシナリオ・演習・シミュレーションは古い内容に基づきます。
`tabletop show ID`、check、報告書がそれを知らせます。任意の月以降の変更は
`tabletop list expectations --changed-since 2026-10 --lang ja`で、
出典と確度は`tabletop show ID --lang ja`で確認できます。いずれも法的助言ではありません。
""",
}
WORDS = {
    "en": {
        EXPECTATIONS.name: "## Deadlines",
        REQUIREMENTS.name: "## Requirements",
        "changed": "| what | now | before | why |\n| --- | --- | --- | --- |",
        "new": "New in {month}:\n\n| what | from when | next look |\n| --- | --- | --- |",
        "off": "off",
        "runs": "now",
    },
    "ja": {
        EXPECTATIONS.name: "## 期限",
        REQUIREMENTS.name: "## 要求事項",
        "changed": "| 項目 | 現在 | 変更前 | 理由 |\n| --- | --- | --- | --- |",
        "new": "{month}に追加したもの:\n\n| 項目 | 適用 | 再確認の期日 |\n| --- | --- | --- |",
        "off": "計時・引用しない",
        "runs": "現行",
    },
}


def page(language: str) -> str:
    """The whole page."""
    return "\n".join([HEAD[language], *_sections(Library.open([ROOT]), Voice(language))]).rstrip("\n") + "\n"


def _sections(library: Library, voice: Voice) -> Iterator[str]:
    words = WORDS[voice.language]
    for kind in (EXPECTATIONS, REQUIREMENTS):
        facts = {entry.id: (entry.title, cast(Fact, entry.value)) for entry in library.entries(kind) if entry.value}
        yield words[kind.name] + "\n"
        months = sorted({change.in_ for _, fact in facts.values() for change in fact.changes}, reverse=True)
        for month in months:
            yield f"### {voice.month(month)}\n\n{words['changed']}"
            for name, (title, fact) in facts.items():
                for change in fact.changes:
                    if change.in_ == month:
                        cells = (_what(name, title, voice), *map(voice.text, (change.now, change.was, change.why)))
                        yield f"| {' | '.join(cells)} |"
            yield ""
        for month in sorted({fact.added for _, fact in facts.values() if fact.added}, reverse=True):
            yield words["new"].format(month=voice.month(month))
            for name, (title, fact) in facts.items():
                if fact.added == month:
                    yield f"| {_what(name, title, voice)} | {_from(fact, voice)} | {_day(fact.recheck_by, voice)} |"
            yield ""


def _what(name: str, title: Text, voice: Voice) -> str:
    return f"{title.say(voice.language)}<br>`{name}`"


def _from(fact: Fact, voice: Voice) -> str:
    if fact.applies_from:
        return _day(fact.applies_from, voice)
    return WORDS[voice.language]["off" if fact.off else "runs"]


def _day(day: object, voice: Voice) -> str:
    return voice.month(str(day)) if day else "–"


def main() -> None:
    """Writes both pages."""
    for language, name in PAGES.items():
        (ROOT / "docs" / name).write_text(page(language), "utf-8")


if __name__ == "__main__":
    main()
