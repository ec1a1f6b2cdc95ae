"""``tabletop pack``: reports, record and forms of an exercise in one file that anybody can check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simulator.errors import TabletopError
from simulator.files import is_stdout
from simulator.journal.reader import read
from simulator.model.pack import Consent
from simulator.report.audience import Audience
from simulator.report.render.formats import HTML, named
from simulator.verbs.answers import answers_of
from simulator.verbs.terminal import beside
from simulator.wording.voice import Voice
from simulator.workspace.packing import write_pack
from simulator.workspace.report_fields import keep

SUFFIX = ".zip"


def pack(
    *,
    record: Path,
    output: Path | None = None,
    to: Sequence[str] = (),
    audiences: Sequence[Audience] = (),
    language: str | None = None,
    redact: bool = False,
    fields: Sequence[str] = (),
    mark: Path | None = None,
    quick: bool = False,
    key: Path | None = None,
    consent_name: bool = False,
    consent_text: bool = False,
) -> int:
    """Writes the pack beside the record, or to ``output``, and prints what it holds: 0.

    Raises TabletopError where the record cannot be read, or the pack cannot be made, signed or written.
    """
    history = read(record)
    path = output or record.with_suffix(SUFFIX)
    path = path / f"{record.stem}{SUFFIX}" if path.is_dir() else path
    if not is_stdout(path) and path.suffix.lower() not in ("", SUFFIX):
        raise TabletopError("{path}: a pack is a zip: name a file that ends in .zip", path=path)
    keep(record.parent, history.head, answers_of(fields), mark)
    formats = [named(name) for name in dict.fromkeys(to)] or [HTML]
    chosen = tuple(dict.fromkeys(audiences)) or ("whole",)
    consents: tuple[tuple[Consent, bool], ...] = (("name", consent_name), ("text", consent_text))
    consent = [what for what, given in consents if given]
    manifest = write_pack(
        record, path, formats, chosen, language or "", redact=redact, studied=not quick, key=key, consent=consent
    )
    voice, out = Voice.of(history.head.setup, language or history.head.language), beside(path)
    print(voice("Pack: {path}", path=path), file=out)
    for one in manifest.files:
        print(f"  {one.sha256[:12]}  {one.name}", file=out)
    if manifest.organisation:
        print(
            voice("Whoever gathers it with others may name {organisation}.", organisation=manifest.organisation),
            file=out,
        )
    if "text" in manifest.consent:
        print(voice("Whoever gathers it with others may tell what people wrote."), file=out)
    if manifest.record.left_out is not None:
        print(voice("Left out, free texts: {count}.", count=manifest.record.left_out), file=out)
        print(voice("The record is not in it; its count and head hash are."), file=out)
    return 0
