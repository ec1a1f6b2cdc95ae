"""``tabletop verify`` of a pack: whether every file in it is the one that was packed, and who signed for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from simulator.errors import Problem, Sentence
from simulator.model.pack import PackedRecord
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice
from simulator.workspace.unpacking import Checked, check_pack


def verify_pack(path: Path, expected: Sequence[str], key: Path | None, language: str, *, as_json: bool) -> int:
    """Prints what was found: 0 when all holds, 1 when not.

    ``expected``: head hashes, or their beginnings, of which its record must have one. Raises TabletopError where the
    file cannot be read, or ``key`` is no public key.
    """
    checked, voice = check_pack(path, key), Voice(language)
    if checked.manifest and expected and not any(map(checked.manifest.record.head_hash.startswith, expected)):
        said = Sentence("its head hash is {found}, not the one expected", found=checked.manifest.record.head_hash)
        other = Problem(str(path), 0, 0, "other-record", "error", said)
        checked = replace(checked, problems=(*checked.problems, other))
    whole = all(problem.severity != "error" for problem in checked.problems)
    for problem in checked.problems:
        print(problem_text(problem, language), file=sys.stderr)
    told = [*_told(path, checked, key, voice)] if whole else [_refused(path, checked, voice)]
    if whole and expected:
        told.insert(2, voice("Its last hash is the one expected."))
    for line in told:
        print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(_document(checked, language, whole=whole), ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _refused(path: Path, checked: Checked, voice: Voice) -> str:
    if all(problem.code == "other-record" for problem in checked.problems if problem.severity == "error"):
        return voice("{record}: not the record that was expected", record=path)
    return voice("{path}: not as it was packed", path=path)


def _told(path: Path, checked: Checked, key: Path | None, voice: Voice) -> Iterator[str]:
    manifest = checked.manifest
    assert manifest is not None, "a pack without a manifest is not whole"
    yield voice("{path}: {count} files, each as it was packed", path=path, count=len(manifest.files))
    yield _record(manifest.record, voice)
    if checked.signer and key:
        yield voice("Signed with {key} ({fingerprint}).", key=key, fingerprint=checked.signer)
    elif checked.signer:
        yield voice("Signed with the key {fingerprint}. Whose it is, ask its owner.", fingerprint=checked.signer)
    elif not checked.signed:
        yield voice("It is not signed.")


def _record(record: PackedRecord, voice: Voice) -> str:
    said = {"count": record.lines, "hash": record.head_hash}
    if record.included:
        return voice("Its record: {count} lines, each follows the one before; head hash {hash}", **said)
    return voice("Its record is not in it (free texts were left out): {count} lines, head hash {hash}", **said)


def _document(checked: Checked, language: str, *, whole: bool) -> dict[str, object]:
    return {
        "schema_version": 1,
        "whole": whole,
        "manifest": checked.manifest.model_dump(mode="json") if checked.manifest else None,
        "signed_by": checked.signer or None,
        "problems": [problem_json(problem, language) for problem in checked.problems],
    }
