"""A pack: one file with reports, record and forms of an exercise, and a manifest by which anybody can check them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from simulator import __version__
from simulator.errors import TabletopError
from simulator.files import write_whole
from simulator.journal.reader import read_bytes
from simulator.model.pack import MANIFEST, RECORD, SIGNATURE, Consent, Manifest, Packed, PackedRecord
from simulator.report.audience import WITHOUT_FREE_TEXT, Audience
from simulator.report.render.formats import HTML, Format
from simulator.timeline.history import History
from simulator.wording.voice import Voice
from simulator.workspace.report_fields import kept_in
from simulator.workspace.reports import Reports
from simulator.workspace.signing import sign
from simulator.workspace.writing import keep_apart

_DAWN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can tell: when a pack was made says nothing, and would make each one differ."""
LANGUAGES = ("en", "ja")


def write_pack(
    record: Path,
    path: Path,
    formats: Sequence[Format] = (HTML,),
    audiences: Sequence[Audience] = ("whole",),
    language: str = "",
    *,
    redact: bool = False,
    studied: bool = True,
    key: Path | None = None,
    consent: Sequence[Consent] = (),
) -> Manifest:
    """Writes a pack of a record: the same bytes for the same record, fields and choices.

    ``redact``: no free text in anything, and no record; its count and head hash stay. ``key``: the owner's, to sign the
    manifest with. ``consent``: what may be told of it beside other tables. TabletopError where the record cannot be
    read, a report cannot be made, signed or written, or it consents to tell what it does not hold.
    """
    keep_apart([path], [record, *([key] if key else [])])
    hidden = [audience for audience in audiences if audience in WITHOUT_FREE_TEXT]
    if hidden and not redact:
        raise TabletopError(
            "the report for the {audience} leaves out what people wrote, and the record holds it: pack with --redact",
            audience=hidden[0],
        )
    if redact and "text" in consent:
        raise TabletopError("--redact leaves out what people wrote: there is nothing to consent to")
    content, history = read_bytes(record)
    organisation = _named(record, history) if "name" in consent else ""
    reports = Reports(record, history, language, redact=redact, studied=studied)
    files = dict(_reports(reports, formats, audiences))
    if history.head.setup.forms and any(chosen.for_people for chosen in formats):
        files |= {f"forms{f.suffix}": reports.forms(f) for f in formats if f.for_people}
    if not redact:
        files[RECORD] = content
    told = PackedRecord(
        lines=history.lines,
        head_hash=history.head_hash,
        closed=history.closed,
        included=not redact,
        left_out=sum(reports.left_out.values()) if redact else None,
    )
    real = history.head.is_real
    files |= {f"how-to-verify.{each}.html": HTML.how_to_verify(told, Voice(each), is_real=real) for each in LANGUAGES}
    manifest = _manifest(history, told, files).model_copy(
        update={"consent": tuple(sorted({*consent})), "organisation": organisation}
    )
    written = manifest.written()
    signed = {SIGNATURE: sign(written, key)} if key else {}
    write_whole(path, zipped({MANIFEST: written} | signed | files))
    return manifest


def _reports(reports: Reports, formats: Sequence[Format], audiences: Sequence[Audience]) -> Iterator[tuple[str, bytes]]:
    """Of a format for programs only the whole, as it holds everything."""
    for chosen in formats:
        for audience in audiences if chosen.for_people else ("whole",):
            part = "" if audience == "whole" else f".{audience}"
            yield f"report{part}{chosen.suffix}", reports.report(chosen, audience)


def _named(record: Path, history: History) -> str:
    """The organisation, as it was filled in for reports. TabletopError where nobody did."""
    name = kept_in(record.parent).of(history.head).get("organisation", "")
    if not name:
        raise TabletopError("nobody filled in whose it is: --field organisation=NAME")
    return name


def _manifest(history: History, record: PackedRecord, files: Mapping[str, bytes]) -> Manifest:
    listed = (Packed(name=n, sha256=sha256(data).hexdigest(), bytes=len(data)) for n, data in sorted(files.items()))
    return Manifest(
        tool=f"tabletop {__version__}",
        scenario=history.head.setup.scenario.id,
        held=history.day,
        record=record,
        files=tuple(listed),
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, not compressed: what packs them smaller may pack them otherwise elsewhere, or not end.

    In the order of their names, without a time or an owner: equal files make equal bytes.
    """
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as pack:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name, _DAWN)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, data)
    return whole.getvalue()
