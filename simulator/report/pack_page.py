"""The page in a pack that tells, in plain words, how anybody can check it, with the program or without."""

from __future__ import annotations

from simulator.model.pack import MANIFEST, RECORD, SIGNATURE, PackedRecord
from simulator.report.document import Document, Facts, Paragraph, Section, bullets, cell
from simulator.report.sections.front import BANNER, REAL
from simulator.wording.voice import Voice


def how_to_verify(record: PackedRecord, voice: Voice, *, is_real: bool = False) -> Document:
    """For somebody who was sent the pack and trusts nobody. ``is_real``: it is of a real incident."""
    rows = (
        (voice("Lines of the record"), cell(str(record.lines))),
        (voice("Head hash (sha256)"), cell(record.head_hash)),
        (voice("Record"), cell(_about(record, voice))),
    )
    return Document(
        language=voice.language,
        banner=REAL if is_real else BANNER,
        kind=voice("Pack of a real incident") if is_real else voice("Pack of an exercise"),
        title=voice("How to check this pack"),
        draft="" if record.closed else voice("DRAFT"),
        signatures=(),
        facts=Facts(rows),
        care=voice(
            "A check shows that the files are those that were packed. It does not show that what they say is true."
        ),
        sections=(_what(voice), _with(voice), _without(record, voice), _signed(voice), _not_shown(voice)),
    )


def _about(record: PackedRecord, voice: Voice) -> str:
    if record.included:
        return voice("in this pack, as {name}", name=RECORD)
    return voice(
        "not in this pack: free texts were left out ({count}); its owner holds it",
        count=record.left_out or 0,
    )


def _what(voice: Voice) -> Section:
    said = voice(
        "{manifest} lists every file of the pack with its size and its sha256: a number that is another one as soon as"
        " a single character of the file is changed.",
        manifest=MANIFEST,
    )
    return Section(voice("What is in it"), (Paragraph(said),))


def _with(voice: Voice) -> Section:
    return Section(
        voice("With the program"),
        (
            Paragraph("tabletop verify PACK.zip"),
            Paragraph(
                voice(
                    "It checks every file, the record line by line, and the signature. Give it the file as it was sent"
                    " to you: one that was unpacked and packed again is refused."
                )
            ),
        ),
    )


def _without(record: PackedRecord, voice: Voice) -> Section:
    steps = [
        voice("Unpack it, and make the sha256 of each file:"),
        "Windows: certutil -hashfile report.html SHA256",
        "macOS: shasum -a 256 report.html",
        "Linux: sha256sum report.html",
        voice(
            "Compare each with its line in {manifest}. No file may be missing, and none too many.", manifest=MANIFEST
        ),
    ]
    if record.included:
        steps.append(
            voice(
                "The sha256 of the record's last line is the head hash above: {command}",
                command=f"tail -n 1 {RECORD} | sha256sum",
            )
        )
    steps.append(voice("The same head hash stands in the reports, and was told when the record was closed."))
    listed = bullets("", (cell(step) for step in steps))
    return Section(voice("Without the program"), (listed,) if listed else ())


def _signed(voice: Voice) -> Section:
    command = f"ssh-keygen -Y check-novalidate -n tabletop-pack -s {SIGNATURE} < {MANIFEST}"
    said = voice(
        "Where the pack has a {signature}, its owner signed the manifest, and with it every file. The command tells the"
        " fingerprint of the key; ask the owner for it by another way than the one by which the pack came. With the"
        " program: {verify}.",
        signature=SIGNATURE,
        verify="tabletop verify PACK.zip --key OWNER.pub",
    )
    return Section(voice("The signature"), (Paragraph(said), Paragraph(command)))


def _not_shown(voice: Voice) -> Section:
    said = voice(
        "Without a signature, somebody could have made all of it anew. That shows when the head hash is compared with"
        " the one that others wrote down when the record was closed."
    )
    return Section(voice("What a check cannot show"), (Paragraph(said),))
