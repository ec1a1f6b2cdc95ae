"""The pages of the library, from the library: ``make library`` in the repository's root.

Plays every scenario a thousand times with its own playbook and team, tries every option and every single change, and
writes ``docs/library.md``, ``docs/library.ja.md``, a picture for each scenario, and what
``tests/library/test_tension.py`` plays again. Takes some minutes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from simulator.content.library import Library
from simulator.home import bundled
from simulator.model.kinds import PRECEDENTS
from simulator.model.setup import Clock, Setup
from simulator.plan.compiler import compile_plan
from simulator.report.pictures.curve import curve
from simulator.report.render.svg import svg
from simulator.study.backtest import backtest
from simulator.study.reality import Backtest, Held, score
from simulator.verbs.backtest import published
from simulator.wording.backtest import bias_words, score_words
from simulator.wording.changes import change_words
from simulator.wording.lengths import limit
from simulator.wording.names import KINDS, Names
from simulator.wording.shares import percent
from simulator.wording.voice import Voice
from tests.library.tension import SEED, Moved, Tension, name_of, tension

ROOT = bundled()
PICTURES = Path(__file__).parent
RUNS, TRIED = 1000, 400
"""Of each scenario as it is; with each option and each change."""
DOORS = tomllib.loads((PICTURES / "doors.toml").read_text("utf-8"))
"""Paths for whom, and what each scenario trains that the others do not: said of the whole, so in no scenario's file."""
CSS = (
    "<style>text{font-family:sans-serif;fill:#1d2429}.time{fill:#5b6670}.lane{stroke:#c9d0d6;stroke-width:.5}"
    ".work{fill:#d5dde4;stroke:#46525c;stroke-width:.6}.late{fill:#46525c;stroke:#46525c;stroke-width:.6}"
    ".endex{stroke:#1d2429;stroke-dasharray:3 2}</style><rect width='100%' height='100%' fill='#fff'/>"
)
WORDS = {
    "en": {
        "head": """# The library

{count} incidents a team can run next week: what each is about, for whom, how long it takes, which deadlines run. No
story is told here, but what decides it is named: whoever wants to play unprepared reads the first table only.
`tabletop run ID` plays one, `tabletop new scenario ours --from ID` makes a copy to change.

**Which one first?** New to this: *{beginner}*, {beginner_minutes} minutes. Asked by a ministry or a customer to show
your evidence: *evidence-in-24-hours*. A whole afternoon and several cities: *{longest}*, {longest_minutes} minutes. For
the rest, take the kind of incident you would least like to see tomorrow.

People, companies and letters are invented; the precedents under each story are real and say how sure they are. Nothing
here is legal advice.
""",
        "paths": "## Three to begin with\n\n| for | first | second | third | why in this order |\n"
        "| --- | --- | --- | --- | --- |",
        "table": "## All of them\n\n| exercise | kind | minutes | team | what is at stake |\n"
        "| --- | --- | ---: | --- | --- |",
        "tense": """## Is it winnable, and does it matter what they do?

Each scenario played {runs:,} times on autopilot (seed {seed}), with its own playbook and team. *Chance*: how often the
deadline that is hardest to meet was met, of those that bind (benchmarks and expected actions of injects apart).
*What decides it*: where its time goes. *Decision*: the deadline that an option moves most, and by how many points, when
it is always taken; which one, the table finds out. *Change*: the same of a single change to playbook or team.

Half of all work takes longer than its median, and one piece in twenty five times as long; one incident in twenty takes
three times as long throughout (`pace`). Public incidents spread so ([how the playbooks were held against
them](#held-against-reality)). So a single change moves a chance less than it seems it should, and a deadline that was
nearly sure is missed now and then. Most lengths are still assumed: put in your own, and the figures are yours. `make
library` makes this page anew.
""",
        "columns": "| exercise | deadline hardest to meet | chance | what decides it | decision | change |\n"
        "| --- | --- | ---: | --- | ---: | --- |",
        "reality": """<a id="held-against-reality"></a>

## Held against reality

`tabletop backtest` holds these playbooks against what was published. Tails and pace are those of public incidents. Of
steps of which something was published, the median went half way from what was assumed to that, never by more than three
times. Before, 16 of 82 intervals lay in the band (CRPS 1.41).

What counts is how such a rule fares with incidents that it has not seen. `make heldout` halves the cases twenty times,
one campaign never on both sides, lets each half teach the medians, and holds both halves against them. The gap is what
having seen a case is worth:

| medians | cases that taught: in the band, CRPS | held out | gap in points (standard error) | gap in CRPS |
| --- | ---: | ---: | ---: | ---: |
| as assumed | 53.7%, 0.900 | 53.7%, 0.900 | 0.0 (0.0) | 0.000 (0.000) |
| half way, the rule of the bundled ones | 62.9%, 0.723 | 56.8%, 0.870 | 6.1 (1.7) | 0.147 (0.031) |
| pooled: n of n + k of the way, if n campaigns tell of it | 62.5%, 0.748 | 56.1%, 0.875 | 6.4 (1.7) | 0.128 (0.024) |
| a third of pooled | 58.0%, 0.837 | 54.5%, 0.887 | 3.6 (1.5) | 0.049 (0.010) |
| the best forecast there is |  |  | 5.8 | 0.168 |
| the best forecast, eight times as many cases |  |  | 2.1 | 0.050 |

We wanted a gap of 5 points and 0.05 at most. It is more, also with *pooled*, which was settled on before its figures
were seen. A rule that learns what there is to learn cannot keep to that with so few cases: in a world as varied as
these, the best forecast there is, which knows all but where each stretch of work lies, would not either, and needs
eight times as many. A rule that learns a third as much just does, but fares no better with new incidents; so the
medians stay. Of an incident that is not among these, expect what *held out* says. Only medians were held out: which
steps follow which, and the first figures for outages, were settled with all cases in view.

What still lies outside is mostly what no plan intends: a key that nobody revoked for two months, a leak taken to be
harmless for four days, behaviour that got worse for weeks before anybody believed it.
""",
        "reality_columns": "| exercise | intervals | in the band | CRPS |\n| --- | ---: | ---: | ---: |",
        "all": "all",
        "each": "## One by one",
        "opens": "Opens",
        "length": "Length",
        "minutes": "{total} minutes: briefing {brief}, play {play}, hot wash {hot_wash}",
        "messages": "{injects} messages, {decisions} decisions, {span} of incident time",
        "table_of": "Round the table",
        "clocks": "Deadlines that run",
        "between": "; ",
        "aside": " ({words})",
        "trains": "Trains, as no other does",
        "forms": "Forms to be written",
        "shows": "Lets you show",
        "play": "Play it",
        "picture": "When “{milestone}” comes, in {runs:,} runs; dark is late.",
        "waits": "{job} ({share})",
    },
    "ja": {
        "head": """# シナリオ一覧

来週すぐに使える{count}の演習です。何の話か、誰向けか、何分かかるか、どの期限が進むかを示します。筋書きは明かしませんが、結果を
左右する箇所には触れます。参加者として臨む方は、最初の表だけをご覧ください。`tabletop run ID --lang ja`で実施でき、
`tabletop new scenario ours --from ID`で写しを作って書き換えられます。

**最初の一つは。** 初めての方は*{beginner}*（{beginner_minutes}分）。省庁や顧客から資料を求められそうなら
*evidence-in-24-hours*。半日かけ、複数の拠点で行うなら*{longest}*（{longest_minutes}分）。それ以外は、明日起きたら一番困るものを
選んでください。

人物・会社・文書は創作です。各シナリオの先例は実在し、確度を付けています。いずれも法的助言ではありません。
""",
        "paths": "## 最初の三つ\n\n| 対象 | 一つ目 | 二つ目 | 三つ目 | この順にする理由 |\n"
        "| --- | --- | --- | --- | --- |",
        "table": "## 全体の一覧\n\n| 演習 | 種類 | 分 | チーム | 問われること |\n| --- | --- | ---: | --- | --- |",
        "tense": """## 間に合うのか、判断で結果は変わるのか

各シナリオを、付属のプレイブックとチームで{runs:,}回、自動で進めた結果です（シード{seed}）。*確率*は、拘束力のある期限のうち最も
厳しいものを守れた割合（参考値と、状況付与ごとの期待行動を除く）。*決め手*は時間のかかる箇所。*判断*は、ある選択肢を常に選んだとき
最も動く期限と、その変化（どの選択肢かは演習で）。*変更*は、プレイブックかチームを一か所だけ変えたときの同じもの。

作業の半分は中央値より長くかかり、20件に1件は5倍かかります。さらに20の事案に1件は、全体が3倍遅く進みます（`pace`）。公表された
事案がそのように散らばっているためです（[実例との照合](#held-against-reality)）。そのため、一か所の変更で確率が動く幅は思うより
小さく、ほぼ確実だった期限も時には外れます。所要時間の多くは仮定のままです。自社の数字に置き換えてください。
このページは`make library`で作り直せます。
""",
        "columns": "| 演習 | 最も厳しい期限 | 確率 | 決め手 | 判断 | 変更 |\n| --- | --- | ---: | --- | ---: | --- |",
        "reality": """<a id="held-against-reality"></a>

## 実例との照合

`tabletop backtest`は、プレイブックを公表された所要時間と照らします。裾の長さと進み方（`pace`）は公表された事案に
合わせました。公表値のある手順の中央値は、仮定から公表値へ半分だけ寄せました（最大3倍まで）。以前は82件のうち16件だけが
範囲に入っていました（CRPS 1.41）。

大切なのは、見ていない事案にこの方法が通用するかです。`make heldout`は事案を20通りに二分し（一連の攻撃は必ず同じ側に
入れます）、それぞれの半分から中央値を決めて、両方の半分と照らします。差は、その事案を見て決めたことの効果です。

| 中央値 | 決めるのに使った事案：範囲内、CRPS | 使わなかった事案 | 差（ポイント、標準誤差） | 差（CRPS） |
| --- | ---: | ---: | ---: | ---: |
| 仮定のまま | 53.7%, 0.900 | 53.7%, 0.900 | 0.0 (0.0) | 0.000 (0.000) |
| 半分寄せる（現在の値の決め方） | 62.9%, 0.723 | 56.8%, 0.870 | 6.1 (1.7) | 0.147 (0.031) |
| 部分プーリング（n件の事案がある区間はn/(n+k)だけ寄せる） | 62.5%, 0.748 | 56.1%, 0.875 | 6.4 (1.7) | 0.128 (0.024) |
| 部分プーリングの3分の1 | 58.0%, 0.837 | 54.5%, 0.887 | 3.6 (1.5) | 0.049 (0.010) |
| 最良の予測 |  |  | 5.8 | 0.168 |
| 最良の予測（事案が8倍の場合） |  |  | 2.1 | 0.050 |

目標は、差が5ポイント以内かつ0.05以内でした。現在の決め方も、結果を見る前に選んでおいた*部分プーリング*も、これを満たしません。
学べることをすべて学ぶ方法では、この件数で目標を満たすことはできません。ばらつきがこの事案と同じなら、各区間の位置のほかは
すべて知っている最良の予測でも満たせず、8倍の事案が要ります。寄せる幅を3分の1にすれば辛うじて満たしますが、新しい事案に
よりよく合うわけではないため、中央値は変えていません。一覧にない事案については*使わなかった事案*の列を目安にしてください。
分けて確かめたのは中央値だけです。手順の順序と障害対応の最初の数字は、すべての事案を見たうえで決めました。

なお範囲の外に残るのは、どの計画も想定しないものがほとんどです。2か月間誰も失効させなかった鍵、4日間無害と思われていた漏えい、
信じてもらえるまでに何週間もかかった挙動の劣化などです。
""",
        "reality_columns": "| 演習 | 件数 | 範囲内 | CRPS |\n| --- | ---: | ---: | ---: |",
        "all": "合計",
        "each": "## 個別の紹介",
        "opens": "開始",
        "length": "長さ",
        "minutes": "{total}分（説明{brief}、演習{play}、振り返り{hot_wash}）",
        "messages": "状況付与{injects}件、判断{decisions}件、想定時間{span}",
        "table_of": "参加する役割",
        "clocks": "進む期限",
        "between": "、",
        "aside": "（{words}）",
        "trains": "ほかにない学び",
        "forms": "書くことになる様式",
        "shows": "示せる要求事項",
        "play": "実施",
        "picture": "「{milestone}」に達する時刻（{runs:,}回）。濃い部分は期限後。",
        "waits": "{job}（{share}）",
    },
}


@dataclass(frozen=True)
class Shelf:
    """One scenario, put together and measured."""

    setup: Setup
    found: Tension
    tested: Backtest

    @property
    def id(self) -> str:
        """Of the scenario."""
        return self.setup.scenario.id

    def names(self, language: str) -> Names:
        """What its things are called."""
        return Names(self.setup, Voice.of(self.setup, language))


def page(shelves: list[Shelf], language: str) -> str:
    """The whole page."""
    words = WORDS[language]
    lengths = sorted(shelves, key=lambda shelf: shelf.setup.scenario.session.total)
    first, last = lengths[0], lengths[-1]
    head = words["head"].format(
        beginner=first.id,
        beginner_minutes=first.setup.scenario.session.total // 60,
        longest=last.id,
        count=len(shelves),
        longest_minutes=last.setup.scenario.session.total // 60,
    )
    paths = (_path(path, language) for path in DOORS["path"])
    parts = [head, words["paths"], *paths, "", words["table"], *(_row(shelf, language) for shelf in shelves), ""]
    parts += [words["tense"].format(runs=RUNS, seed=SEED), words["columns"]]
    parts += [*(_tense(shelf, language) for shelf in shelves), "", words["reality"]]
    parts += _reality(shelves, language)
    parts += ["", words["each"]]
    for shelf in shelves:
        parts += _about(shelf, language)
    return "\n".join(parts).rstrip("\n") + "\n"


def _path(path: dict[str, Any], language: str) -> str:
    """For whom, the first three exercises, and why in this order."""
    steps = [f"[`{step}`](#{step})" for step in path["steps"]]
    return f"| {path['who'][language]} | {' | '.join(steps)} | {path['why'][language]} |"


def _row(shelf: Shelf, language: str) -> str:
    scenario, names = shelf.setup.scenario, shelf.names(language)
    title = f"[{names.text(scenario.title)}](#{scenario.id})<br>`{scenario.id}`"
    kind, team = names.text(Library.open([ROOT]).category(scenario.category)), names.text(shelf.setup.team.title)
    stake = names.text(scenario.objectives[0].text)
    return f"| {title} | {kind} | {scenario.session.total // 60} | {team} | {stake} |"


def _tense(shelf: Shelf, language: str) -> str:
    found, names, words = shelf.found, shelf.names(language), WORDS[language]
    path = found.study.path_to(names.ends(found.hardest.key))
    efforts = islice(path.efforts, 2) if path else ()
    whole = sum(e.whole for e in path.efforts) if path else 0
    decides = [words["waits"].format(job=names.job(e.job), share=percent(e.whole / whole)) for e in efforts if whole]
    change = change_words(found.changed.way, names) + words["aside"].format(words=_moves(found.changed, names))
    cells = [
        f"`{shelf.id}`",
        names.keyed(found.hardest.key),
        percent(found.hardest.met.p),
        "<br>".join(decides),
        _moves(found.decided, names),
        change,
    ]
    return f"| {' | '.join(cells)} |"


def _reality(shelves: list[Shelf], language: str) -> Iterator[str]:
    """How the library's times agree with published ones, and what those are no sample of."""
    words, tested = WORDS[language], [shelf.tested for shelf in shelves if shelf.tested.held]
    yield from (f"{sentence}\n" for sentence in score_words(score(_held(tested)), Voice(language), own=False))
    yield words["reality_columns"]
    for name, held in [*((one.scenario, one.held) for one in tested), (words["all"], _held(tested))]:
        fared = score(held)
        yield f"| {name} | {fared.cases} | {round(fared.inside.p * fared.cases)} | {fared.crps:.2f} |"
    yield ""
    yield from (f"- {sentence}" for sentence in bias_words(Voice(language)))


def _held(tested: Iterable[Backtest]) -> tuple[Held, ...]:
    return tuple(held for one in tested for held in one.held)


def _moves(moved: Moved, names: Names) -> str:
    """By how many points, and which deadline."""
    return f"{_points(moved.by)}: {names.keyed(moved.clock)}"


def _points(by: float) -> str:
    return f"{100 * by:+.0f}"


def _about(shelf: Shelf, language: str) -> Iterator[str]:
    scenario, names, words = shelf.setup.scenario, shelf.names(language), WORDS[language]
    voice, session, found = names.voice, scenario.session, shelf.found
    minutes = {part: getattr(session, part) // 60 for part in ("total", "brief", "play", "hot_wash")}
    roles = dict.fromkeys(role for inject in scenario.injects for role in inject.to)
    told = words["messages"].format(
        injects=len(scenario.injects),
        decisions=sum(inject.decision is not None for inject in scenario.injects),
        span=voice.span(scenario.ends_after),
    )
    asked = [r for o in scenario.objectives for r in o.requirements]
    yield f'\n<a id="{scenario.id}"></a>\n\n### {names.text(scenario.title)}\n'
    yield f"{names.text(scenario.summary)}\n"
    if scenario.id in DOORS["trains"]:
        yield f"- {words['trains']}: {DOORS['trains'][scenario.id][language]}"
    yield f"- {words['opens']}: {voice.moment(0)}{words['aside'].format(words=scenario.timezone)}"
    yield f"- {words['length']}: {words['minutes'].format(**minutes)}{words['between']}{told}"
    yield f"- {words['table_of']}: {names.roles(list(roles))}"
    yield f"- {words['clocks']}: {words['between'].join(_clocks(shelf.setup, names, words['aside']))}"
    if shelf.setup.forms:
        yield f"- {words['forms']}: {words['between'].join(names.text(form.title) for form in shelf.setup.forms)}"
    yield f"- {words['shows']}: {', '.join(dict.fromkeys(asked))}"
    yield f"- {words['play']}: `tabletop run {scenario.id}{' --lang ja' if language == 'ja' else ''}`\n"
    if found.hardest.histogram:
        end = names.ends(found.hardest.key)
        caption = words["picture"].format(milestone=names.milestone(end), runs=RUNS)
        yield f"![{caption}](pictures/library/{scenario.id}.{language}.svg)\n\n*{caption}*"


def _clocks(setup: Setup, names: Names, aside: str) -> Iterator[str]:
    """Those that bind, each once; an order without a limit."""
    seen: dict[str, Clock] = {}
    for clock in setup.clocks:
        if clock.binds:
            seen.setdefault(clock.id, clock)
    for clock in seen.values():
        length = f" {limit(names.voice, clock.within)}" if clock.within else ""
        yield f"{names.text(clock.title)}{length}{aside.format(words=names.voice(KINDS[clock.kind]))}"


def drawn(shelf: Shelf, language: str) -> str:
    """The picture of the hardest clock, by itself."""
    histogram = shelf.found.hardest.histogram
    assert histogram is not None
    return re.sub(r"(<svg[^>]*>)", rf"\1{CSS}", svg(curve(histogram, shelf.names(language).voice)), count=1)


def main() -> None:
    """Measures, writes, and says what it found."""
    library = Library.open([ROOT])
    precedents = [entry.value for entry in library.entries(PRECEDENTS)]
    shelves = []
    for entry in library.scenarios():
        setup = library.setup(entry.id)
        cases = tuple(published(precedents, entry.id))
        tested = backtest(compile_plan(setup), cases, seed=SEED, runs=RUNS)
        shelves.append(Shelf(setup, tension(setup, RUNS, TRIED), tested))
        found = shelves[-1].found
        print(f"{entry.id}: {found.hardest.key} {found.hardest.met.p:.0%}", end=" ")
        print(*(f"{_points(one.by)} {one.way.what} {one.clock}" for one in (found.decided, found.changed)))
    (PICTURES / "library").mkdir(exist_ok=True)
    for language in WORDS:
        name = "library.md" if language == "en" else f"library.{language}.md"
        (ROOT / "docs" / name).write_text(page(shelves, language), "utf-8")
        for shelf in shelves:
            if shelf.found.hardest.histogram:
                (PICTURES / "library" / f"{shelf.id}.{language}.svg").write_text(drawn(shelf, language), "utf-8")
    lines = ["# Written by make library: of each scenario the hardest clock, and what moves which clock most."]
    for shelf in shelves:
        found = shelf.found
        lines += ["", f"[{shelf.id}]", f'clock = "{found.hardest.key}"']
        for name, one in (("decided", found.decided), ("changed", found.changed)):
            lines.append(f'{name} = {{clock = "{one.clock}", what = {list(name_of(one.way))}}}')
    (ROOT / "tests/library/tension.toml").write_text("\n".join(lines).replace("'", '"') + "\n", "utf-8")


if __name__ == "__main__":
    main()
