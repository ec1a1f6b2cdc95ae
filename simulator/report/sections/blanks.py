"""What somebody filled in; a blank that is seen where nobody did."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.findings.findings import Findings
from simulator.report.document import CellLine, TableCell, cell
from simulator.wording.names import Names
from simulator.wording.report_fields import FIELD_TITLES


def filled(name: str, f: Findings, n: Names) -> TableCell:
    """The answer, a line of it each; or that there is none yet."""
    said = f.edition.filled.get(name, "")
    return cell(*said.splitlines()) if said else cell(CellLine(n.voice("(not filled in)"), "open"))


def filled_rows(names: Iterable[str], f: Findings, n: Names) -> tuple[tuple[str, TableCell], ...]:
    """Fields under their titles."""
    return tuple((n.voice(FIELD_TITLES[name]), filled(name, f, n)) for name in names)
