"""The formats a report can be written in. Whoever offers, finds or refuses one asks this table.

A new format is a module of this folder with a function ``render``, and its line here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from simulator.errors import Sentence, TabletopError

if TYPE_CHECKING:
    from simulator.findings.findings import Findings
    from simulator.findings.gathered import Gathered
    from simulator.findings.readiness import Readiness
    from simulator.model.freshness import Freshness
    from simulator.model.pack import PackedRecord
    from simulator.report.audience import Audience
    from simulator.report.backtest_page import Tested
    from simulator.report.document import Document
    from simulator.report.handover_page import Paper
    from simulator.report.tables import Sheet, Workbook
    from simulator.study.fronts import Front
    from simulator.study.gains import Further
    from simulator.study.result import Study
    from simulator.wording.names import Names
    from simulator.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a document. Its module is loaded when something is written."""

    name: str
    """As ``--to`` names it; also the ending of its files."""
    module: str
    of: Literal["document", "tables", "findings"] = "document"
    """What ``render`` takes: pages for people, or all there is for spreadsheets and programs."""
    sheet: str = ""
    """The one table it holds; empty for all."""
    missing: Mapping[str, Sentence] = field(default_factory=dict)
    """Libraries that not everybody has, with what to do without."""

    @property
    def suffix(self) -> str:
        """The ending of its files, with the dot."""
        return f".{self.name}"

    @property
    def for_people(self) -> bool:
        """It has pages, so it can be one of several papers; others hold everything."""
        return self.of == "document"

    def forms(self, findings: Findings, voice: Voice) -> bytes:
        """Drafts of the forms, filled in from the record. TabletopError where programs are to have them."""
        if not self.for_people:
            raise TabletopError("{name} holds the whole report: drafts of forms are for people", name=self.name)
        from simulator.report.drafts import form_drafts

        return self._render(form_drafts(findings, voice))

    def report(self, findings: Findings, voice: Voice, audience: Audience = "whole") -> bytes:
        """The after-action report for an audience, in the voice's language.

        TabletopError where programs, which read everything, are to have another than the whole.
        """
        if not self.for_people:
            if audience != "whole":
                raise TabletopError("{name} holds the whole report: one for an audience is for people", name=self.name)
            return self._render(findings if self.of == "findings" else self._tables(findings, voice))
        from simulator.report.after_action import after_action_report

        return self._render(after_action_report(findings, voice, audience))

    def _tables(self, findings: Findings, voice: Voice) -> Workbook | Sheet:
        from simulator.report.exercise_tables import exercise_tables, table_alone

        return table_alone(findings, voice, self.sheet) if self.sheet else exercise_tables(findings, voice)

    def study(self, study: Study, further: Further, names: Names, fresh: Freshness | None = None) -> bytes:
        """A study, what was asked besides, and how its rules stand; for formats of documents."""
        from simulator.model.freshness import UNKNOWN
        from simulator.report.study_page import study_page

        return self._render(study_page(study, further, names, fresh or UNKNOWN))

    def reach(self, front: Front, names: Names) -> bytes:
        """What it would take; for formats of documents."""
        from simulator.report.reach_page import reach_page

        return self._render(reach_page(front, names))

    def backtest(self, tested: Sequence[Tested], sources: Sequence[str], voice: Voice, *, own: bool) -> bytes:
        """Simulated times beside real ones; for formats of documents."""
        from simulator.report.backtest_page import backtest_page

        return self._render(backtest_page(tested, sources, voice, own=own))

    def how_to_verify(self, record: PackedRecord, voice: Voice, *, is_real: bool) -> bytes:
        """The page in a pack that tells how to check it; for formats of documents."""
        from simulator.report.pack_page import how_to_verify

        return self._render(how_to_verify(record, voice, is_real=is_real))

    def readiness(self, readiness: Readiness, voice: Voice) -> bytes:
        """What an organisation can show of its exercises; for formats of documents."""
        from simulator.report.readiness.page import readiness_page

        return self._render(readiness_page(readiness, voice))

    def handover(self, sheet: Paper, voice: Voice) -> bytes:
        """The sheet for a second team; for formats of documents."""
        from simulator.report.handover_page import handover_page

        return self._render(handover_page(sheet, voice))

    def msel(self, names: Names) -> bytes:
        """The messages of a scenario as a list; for formats of tables."""
        from simulator.report.msel import LIST, msel_tables

        book = msel_tables(names)
        return self._render(book.sheet(LIST) if self.sheet else book)

    def gathered(self, gathered: Gathered, voice: Voice) -> bytes:
        """The same incident at several tables; a format of one sheet holds every figure."""
        if self.of == "findings":
            from simulator.report.gathering.data import gathered_data

            return gathered_data(gathered)
        if self.of == "tables":
            from simulator.report.gathering.sheets import ALL, gathered_tables

            book = gathered_tables(gathered, voice)
            return self._render(book.sheet(ALL) if self.sheet else book)
        from simulator.report.gathering.page import gathered_page

        return self._render(gathered_page(gathered, voice))

    def _render(self, what: Document | Workbook | Sheet | Findings) -> bytes:
        # By its name, as the command line loads a verb: offering formats loads none.
        try:
            module = import_module(f"simulator.report.render.{self.module}")
        except ModuleNotFoundError as error:
            cure = self.missing.get(error.name or "")
            if cure is None:
                raise
            raise TabletopError(cure) from None
        rendered: bytes = module.render(what)
        return rendered


_NO_EXCEL = Sentence("Excel files need XlsxWriter: in a checkout of this program, pip install '.[office]'")
_NO_PDF = Sentence(
    "PDF needs Typst: in a checkout of this program, pip install '.[pdf]'; or write the report as HTML, open it in a"
    " browser and print it to PDF, on A4 at 100 %"
)
_NO_WORD = Sentence("Word files need python-docx: in a checkout of this program, pip install '.[office]'")

HTML = Format("html", "html")
FORMATS: Mapping[str, Format] = {
    found.name: found
    for found in (
        HTML,
        Format("md", "markdown"),
        Format("docx", "word", missing={"docx": _NO_WORD}),
        Format("pdf", "typeset", missing={"typst": _NO_PDF}),
        Format("xlsx", "excel", "tables", missing={"xlsxwriter": _NO_EXCEL}),
        Format("actions.csv", "rows", "tables", sheet="actions"),
        Format("timeline.csv", "rows", "tables", sheet="timeline"),
        Format("json", "data", "findings"),
    )
}
"""Name → format, the usual one first."""
OF_SEVERAL: Mapping[str, Format] = {
    **{name: known for name, known in FORMATS.items() if not known.sheet},
    "csv": Format("csv", "rows", "tables", sheet="tables"),
}
"""Those that tell of several exercises: all figures are in one sheet."""
LISTS: Mapping[str, Format] = {name: OF_SEVERAL[name] for name in ("csv", "xlsx")}
"""Those in which a list of messages can be written."""
PAGES: Mapping[str, Format] = {name: known for name, known in FORMATS.items() if known.for_people}
"""Those that hold pages."""


OF_ALL: Mapping[str, Format] = {name: known for name, known in FORMATS.items() if known.of != "tables"}
"""Those that tell what all exercises show: tables are of one."""


def named(name: str, formats: Mapping[str, Format] | None = None) -> Format:
    """The format of this name, of those of a report unless others are meant. TabletopError where there is none."""
    known = FORMATS if formats is None else formats
    if name not in known:
        raise TabletopError("{name} is not a format of a report: choose {names}", name=name, names=tuple(known))
    return known[name]


def written_to(path: Path, formats: Mapping[str, Format] | None = None) -> Format:
    """The format that a file's ending asks for; HTML where it has none. TabletopError for an ending nobody writes."""
    ending, offered = path.suffix.lower(), FORMATS if formats is None else formats
    by_ending = next((known for known in offered.values() if path.name.lower().endswith(known.suffix)), None)
    if by_ending is None and ending:
        raise TabletopError(
            "{path}: no format of a report ends in {ending}: choose {endings}, or give --to",
            path=path,
            ending=ending,
            endings=tuple(known.suffix for known in offered.values()),
        )
    return by_ending or HTML
