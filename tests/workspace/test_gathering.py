"""The same incident at several tables: what counts, what is left out, and that nobody's words are told unasked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cli import main
from simulator.errors import TabletopError
from simulator.exercise import commands as c
from simulator.findings.gathered import Gathered, letters
from simulator.journal.reader import read
from simulator.model.setup import Setup
from simulator.report.render.formats import FORMATS, OF_SEVERAL, Format
from simulator.wording.voice import Voice
from simulator.workspace.gathering import gathered
from simulator.workspace.packing import write_pack
from simulator.workspace.report_fields import keep
from tests.exercise.records import Deed, play_record
from tests.setups import make_setup

STEPS = [
    {"id": "look", "role": "analyst", "takes": "10m..20m..1h", "once": "detected", "reaches": "looked"},
    {"id": "stop", "role": "analyst", "takes": "5m", "once": "detected", "reaches": "contained"},
]
CALL: dict[str, Any] = {
    "id": "call",
    "at": "30m",
    "title": "Go public?",
    "decision": {
        "role": "analyst",
        "question": "Go public?",
        "takes": "5m",
        "options": [{"id": "now", "text": "Now"}, {"id": "later", "text": "Later"}],
    },
}
INJECTS = [{"id": "alert", "at": "0m", "title": "Alert", "reaches": "detected"}, CALL]
STOP = {
    "id": "stop-it",
    "kind": "own-target",
    "title": "Stop it",
    "from": "detected",
    "to": "contained",
    "within": "1h",
    "source": "us",
    "as_of": "2026-10-01",
    "verified": "text",
}
OBJECTIVE = {"id": "speak", "text": "Speak with one voice", "shows": ["looked"]}
SECRET = "Sato hesitated"
QUICK: tuple[Deed, ...] = (c.Order("stop"), c.Order("look"), 31, c.Decide("call", "now", why=SECRET), 120)
SLOW: tuple[Deed, ...] = (c.Order("look"), 90, c.Order("stop"), 120)
REVIEW = (c.Rate("speak", "S", SECRET), c.Learn("area", SECRET), c.Agree(SECRET))


def setup(**scenario: Any) -> Setup:
    return make_setup(STEPS, INJECTS, expectations=[STOP], objectives=[OBJECTIVE], **scenario)


def table(folder: Path, number: int, *deeds: Deed, of: Setup | None = None, **head: Any) -> Path:
    """A closed record of one table; its deeds, the end of play, and a review."""
    created = f"2026-11-24T14:00:{number:02}+09:00"
    path = folder / f"t{number}.jsonl"
    return play_record(
        path, of or setup(), *deeds, c.EndPlay(), *REVIEW, c.Close(), closed=False, created=created, **head
    )


def gather(*paths: Path, texts: bool = False) -> Gathered:
    return gathered(paths, lambda _told: setup(), texts=texts)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    folder = tmp_path_factory.mktemp("tables")
    return [table(folder, n, *deeds) for n, deeds in enumerate((QUICK, SLOW, QUICK))]


def test_how_far_the_tables_lie_apart(tables: Sequence[Path]) -> None:
    found = gather(*tables)
    assert [one.name for one in found.tables] == ["A", "B", "C"]
    spreads = {one.milestone: one for one in found.milestones}
    contained = spreads["contained"]
    assert contained.times == (300, 300, 90 * 60 + 300)
    assert (contained.middle, contained.never) == (300, ())
    (clock,) = found.clocks
    assert {how: len(names) for how, names in clock.results.items()} == {"met": 2, "missed": 1}
    (asked,) = found.decisions
    assert {answer: len(names) for answer, names in asked.answers.items()} == {"now": 2, "/open": 1}
    assert set(asked.at.values()) == {31 * 60}
    (judged,) = found.ratings
    assert judged.ratings == {"S": ("A", "B", "C")}


def test_all_on_the_same_draws_have_one_par(tables: Sequence[Path]) -> None:
    (variant,) = gather(*tables).variants
    assert variant.tables == ("A", "B", "C")
    assert variant.milestones["contained"] >= 300
    assert variant.clocks == {"stop-it": "met"}


@settings(max_examples=4)
@given(data=st.data())
def test_the_order_of_files_does_not_matter(tables: Sequence[Path], data: st.DataObject) -> None:
    def shown(paths: Sequence[Path]) -> bytes:
        return FORMATS["json"].gathered(gather(*paths), Voice("en"))

    again = data.draw(st.lists(st.sampled_from(tables), max_size=2))
    assert shown(data.draw(st.permutations([*tables, *again]))) == shown(tables), "and copies count once"


@pytest.mark.parametrize("count", [1, 2, 5])
def test_tables_that_did_the_same_lie_nowhere_apart(tmp_path: Path, count: int) -> None:
    found = gather(*(table(tmp_path, n, *QUICK) for n in range(count)))
    assert len(found.tables) == count
    assert all(len(set(one.times)) == 1 and len(one.times) == count for one in found.milestones)
    assert all(len(one.results) == 1 for one in found.clocks)
    assert all(len(one.answers) == 1 for one in found.decisions)


def test_what_cannot_stand_beside_is_left_out_and_said(
    tables: Sequence[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "changed.jsonl"
    changed.write_bytes(tables[0].read_bytes().replace(b'"now"', b'"later"'))
    others = [
        changed,
        table(tmp_path, 1, *QUICK, of=setup(title="Another")),
        table(tmp_path, 2, *QUICK, seed=12),
        table(tmp_path, 3, *QUICK, driver="autopilot"),
        table(tmp_path, 4, *QUICK, purpose="rehearsal"),
        play_record(tmp_path / "open.jsonl", setup(), *QUICK, closed=False),
    ]
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(tables[0].read_bytes())
    assert main(["gather", *map(str, [*tables, *others, copy])]) == 1
    told = capsys.readouterr()
    assert "the same incident at 3 tables" in told.out
    for name, why in {
        "changed": "it does not follow line",
        "t1": "is not as the others have it",
        "t2": "its luck was another",
        "t3": "the playbook played itself",
        "t4": "it is a rehearsal",
        "open": "it is not closed",
    }.items():
        (line,) = (line for line in told.err.splitlines() if f"/{name}.jsonl:" in line and str(tmp_path) in line)
        assert why in line
    assert "counted once, as it is the exercise of" in told.err
    assert main(["gather", *map(str, [*tables, copy])]) == 0


def test_incidents_of_which_none_is_more_common_are_not_mixed(tables: Sequence[Path], tmp_path: Path) -> None:
    other = table(tmp_path, 1, *QUICK, seed=12)
    with pytest.raises(TabletopError, match="gather one at a time"):
        gather(tables[0], other)
    assert len(gather(*tables[:2], other).tables) == 2


def test_another_playbook_may_stand_beside_and_how_long_the_room_had_does_not_matter(
    tables: Sequence[Path], tmp_path: Path
) -> None:
    theirs = make_setup([*STEPS, {**STEPS[1], "id": "tell"}], INJECTS, expectations=[STOP], objectives=[OBJECTIVE])
    found = gather(*tables, table(tmp_path, 1, *QUICK, of=theirs), table(tmp_path, 2, *QUICK, of=setup().with_play(60)))
    first, second = found.variants
    assert (len(first.tables), first.differs, first.playbook) == (4, (), "test 1")
    assert (len(second.tables), second.differs) == (1, ("playbook",))
    assert second.playbook == second.team == "", "what only one table has would say whose it is"


def test_a_pack_without_its_record_counts_like_the_record(tables: Sequence[Path], tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    write_pack(tables[1], pack, [FORMATS["json"]], studied=False, redact=True)
    beside, alone = gather(tables[0], pack), gather(*tables[:2])
    assert [one.checked for one in (t.seen for t in beside.tables)].count(False) == 1
    assert (beside.milestones, beside.clocks, beside.decisions, beside.ratings, beside.variants) == (
        alone.milestones,
        alone.clocks,
        alone.decisions,
        alone.ratings,
        alone.variants,
    )
    write_pack(tables[1], pack, studied=False, redact=True)
    with pytest.raises(TabletopError, match="pack it with --to json"):
        gather(pack)


def packed_as(pack: Path, record: Path, report: bytes) -> Path:
    """A pack whose figures somebody made up."""
    write_pack(record, pack, [FORMATS["json"]], studied=False, redact=True)
    with ZipFile(BytesIO(pack.read_bytes())) as held:
        files = {name: held.read(name) for name in held.namelist()}
    files["report.json"] = report
    with ZipFile(pack, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return pack


def test_a_pack_whose_figures_were_changed_is_left_out(tables: Sequence[Path], tmp_path: Path) -> None:
    found = gather(*tables[:2], packed_as(tmp_path / "pack.zip", tables[2], b"{}"))
    (out,) = found.left_out
    assert "it is not as it was packed" in str(out.why)


def words_of(chosen: Format, found: Gathered, language: str) -> str:
    written = chosen.gathered(found, Voice(language))
    if not written.startswith(b"PK"):
        return written.decode()
    with ZipFile(BytesIO(written)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def test_words_and_names_are_told_only_where_a_pack_consents(tables: Sequence[Path], tmp_path: Path) -> None:
    record = table(tmp_path, 1, *QUICK)
    keep(tmp_path, read(record).head, {"organisation": "Hibari Bank"})
    silent, told = tmp_path / "silent.zip", tmp_path / "told.zip"
    write_pack(record, silent, studied=False)
    write_pack(record, told, studied=False, consent=("name", "text"))
    unnamed = [gather(*tables, record, texts=True), gather(*tables, silent, texts=True)]
    wordless = [*unnamed, gather(*tables, told)]
    named, full = gather(*tables, silent, told), gather(*tables, told, texts=True)
    for chosen in OF_SEVERAL.values():
        if chosen.name != "pdf":
            language = "ja" if chosen.suffix in (".docx", ".md") else "en"
            assert not [one for one in wordless if SECRET in words_of(chosen, one, language)]
            assert not [one for one in unnamed if "Hibari" in words_of(chosen, one, language)]
            assert (SECRET in words_of(chosen, full, language)) is (chosen.of != "tables")
            assert ("Hibari Bank" in words_of(chosen, named, language)) is (chosen.name != "csv")


def test_a_pack_consents_only_to_what_it_holds(
    tables: Sequence[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, pack = table(tmp_path, 1, *QUICK), tmp_path / "pack.zip"
    asked = ["pack", str(record), "-o", str(pack), "--quick"]
    assert main([*asked, "--redact", "--consent-text"]) == 2
    assert main([*asked, "--consent-name"]) == 2
    assert "nobody filled in whose it is" in capsys.readouterr().err
    assert main([*asked, "--consent-name", "--consent-text", "--field", "organisation=Hibari Bank"]) == 0
    assert "may name Hibari Bank" in capsys.readouterr().out
    assert main(["verify", str(pack)]) == 0
    manifest = json.loads(ZipFile(pack).read("manifest.json"))
    assert (manifest["consent"], manifest["organisation"]) == (["name", "text"], "Hibari Bank")
    assert main([*asked]) == 0
    assert "consent" not in json.loads(ZipFile(pack).read("manifest.json"))


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]
    assert len({letters(n) for n in range(2000)}) == 2000


def test_it_is_written_as_the_ending_says(tables: Sequence[Path], tmp_path: Path) -> None:
    for name in ("page.html", "page.md", "all.json", "all.csv", "page.docx", "all.xlsx"):
        assert main(["gather", *map(str, tables), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 500
    document = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [one["name"] for one in document["tables"]] == ["A", "B", "C"]
    rows = (tmp_path / "all.csv").read_text("utf-8-sig").splitlines()
    assert sum("contained" in row for row in rows) == 3
    assert main(["gather", *map(str, tables), "-o", str(tmp_path / "page.actions.csv"), "--to", "pptx"]) == 2
