"""A pack held against its manifest. It may come from anybody: nothing is unpacked, and nothing read beyond its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import TypeAdapter, ValidationError

from simulator.errors import Problem, Sentence, TabletopError, why
from simulator.files import read_up_to
from simulator.journal.chain import of_line
from simulator.journal.reader import Verified, verify_bytes
from simulator.model.pack import MANIFEST, RECORD, SIGNATURE, Manifest, Name, PackedRecord
from simulator.workspace.packing import zipped
from simulator.workspace.signing import NoKeygen, signer

_LARGEST = 256 * 2**20
"""Bytes of a pack."""
_MOST = 102
"""Files in it."""
_MAGIC = b"PK\x03\x04"
_NAME = TypeAdapter(Name)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a pack found."""

    problems: tuple[Problem, ...]
    manifest: Manifest | None
    """None where it cannot be read; then nothing else was looked at."""
    signer: str = ""
    """The fingerprint of the key whose signature is good; empty for none."""
    signed: bool = False
    record: Verified | None = None
    """The record in it, checked; of one that was left out what the manifest says. None where there is no manifest."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What it holds, by name."""


def is_pack(path: Path) -> bool:
    """Whether a file begins as a zip does. TabletopError where it cannot be read."""
    try:
        return read_up_to(path, len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None


def check_pack(path: Path, key: Path | None = None) -> Checked:
    """Every file against the manifest, the record's chain, and the signature: that of ``key``, where one is named.

    TabletopError where the file cannot be read, or ``key`` is no public key.
    """
    try:
        data = read_up_to(path, _LARGEST + 1)
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=path, reason=why(error)) from None
    try:
        files = _files(data)
        manifest = _manifest(files)
    except _Refused as refused:
        return Checked((_problem(path, "not-a-pack", refused.sentence),), None)
    verified, wrong = _verified(manifest, files)
    problems = [*_held_against(manifest, files), *wrong]
    if zipped(files) != data:
        problems.append(("not-as-packed", Sentence("between, before or after its files stands something else")))
    told = [_problem(path, code, said, warning=code == REMARK) for code, said in problems]
    name, signed = "", SIGNATURE in files
    try:
        name = (signer(files[MANIFEST], files[SIGNATURE], key) or "") if signed else ""
    except NoKeygen as missing:
        told.append(_problem(path, "signature", missing.sentence, warning=True))
    else:
        told += [_problem(path, "signature", said) for said in _signature(name, key, signed=signed)]
    return Checked(tuple(told), manifest, name, signed, verified, files)


class _Refused(TabletopError):
    """It is no pack, or none to be opened."""


def _problem(path: Path, code: str, said: Sentence, *, warning: bool = False) -> Problem:
    return Problem(str(path), 0, 0, code, "warning" if warning else "error", said)


def _files(data: bytes) -> Mapping[str, bytes]:
    """Name → content. Raises _Refused for a zip that no program of ours made, before anything of it is unpacked."""
    if len(data) > _LARGEST:
        raise _Refused("it is larger than {most} MB", most=_LARGEST // 2**20)
    try:
        with ZipFile(BytesIO(data)) as pack:
            entries = pack.infolist()
            _refuse(entries, len(data))
            return {entry.filename: pack.read(entry) for entry in entries}
    except (BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError, OverflowError, OSError):
        raise _Refused("it is damaged, or no zip") from None


def _refuse(entries: list[ZipInfo], size: int) -> None:
    if len(entries) > _MOST:
        raise _Refused("it holds {count} files: {most} are the most", count=len(entries), most=_MOST)
    names: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not _is_plain(name) or entry.orig_filename != name:
            raise _Refused("it holds a file called “{name}”: a pack has no folders and only plain names", name=name)
        if name.casefold() in names:
            raise _Refused("it holds {name} twice", name=name)
        names.add(name.casefold())
        if entry.compress_type != ZIP_STORED or entry.flag_bits & 1:
            raise _Refused(
                "{name} is compressed or encrypted: another program packed it; ask for it as it was", name=name
            )
    if sum(entry.file_size for entry in entries) > size:
        raise _Refused("it says that its files are larger than it is")


def _is_plain(name: str) -> bool:
    try:
        return _NAME.validate_python(name) == name
    except ValidationError:
        return False


def _manifest(files: Mapping[str, bytes]) -> Manifest:
    if MANIFEST not in files:
        raise _Refused("it has no {manifest}: it is no pack that tabletop has made", manifest=MANIFEST)
    try:
        return Manifest.model_validate(of_line(files[MANIFEST]))
    except ValueError:
        raise _Refused("its {manifest} is damaged, or of a later version", manifest=MANIFEST) from None


Found = tuple[str, Sentence]
"""A code, and what is wrong."""
REMARK = "record"
"""The code of what is worth knowing of the record, and is nothing wrong."""


def _held_against(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Found]:
    listed = {one.name: one for one in manifest.files}
    for name, one in listed.items():
        if name not in files:
            yield "missing-file", Sentence("{name} is missing", name=name)
        elif sha256(files[name]).hexdigest() != one.sha256:
            yield "changed-file", Sentence("{name} was changed: its sha256 is not the one in the manifest", name=name)
    for name in sorted(files.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
        yield "extra-file", Sentence("{name} is in no manifest: somebody put it there", name=name)


def _verified(manifest: Manifest, files: Mapping[str, bytes]) -> tuple[Verified, list[Found]]:
    """The record as it was checked, or what the manifest says of it; and what is wrong with it."""
    told = manifest.record
    unseen = Verified((), told.lines, told.head_hash)
    if not told.included:
        return unseen, []
    if RECORD not in files:
        return unseen, [("missing-file", Sentence("{name} is missing", name=RECORD))]
    try:
        verified = verify_bytes(RECORD, files[RECORD])
    except TabletopError as error:
        return unseen, [("bad-record", error.sentence)]
    return verified, [*_record(told, verified)]


def _record(told: PackedRecord, verified: Verified) -> Iterator[Found]:
    """Whether it is whole, and the one that the manifest speaks of."""
    for problem in verified.problems:
        where = Sentence("{name}, line {line}: {message}", name=RECORD, line=problem.line, message=problem.message)
        yield ("bad-record" if problem.severity == "error" else REMARK), where
    if (verified.lines, verified.head_hash) != (told.lines, told.head_hash):
        yield "other-record", Sentence("{name} is not the record that the manifest speaks of", name=RECORD)


def _signature(name: str, key: Path | None, *, signed: bool) -> Iterator[Sentence]:
    if signed and not name and key:
        yield Sentence("the signature is not good, or not that of {key}", key=key)
    elif signed and not name:
        yield Sentence("the signature is not good: the manifest was changed after it was signed")
    elif key and not signed:
        yield Sentence("it is not signed")
