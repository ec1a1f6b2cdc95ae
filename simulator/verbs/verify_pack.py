"""``tabletop verify`` of a pack: whether every file in it is the one that was packed, and who signed for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from simulator.errors import Problem
from simulator.model.pack import PackedRecord
from simulator.verbs.verify_held import OTHER, Held
from simulator.wording.speech import problem_json, problem_text
from simulator.wording.voice import Voice
from simulator.workspace.unpacking import Checked, check_pack


def verify_pack(path: Path, held: Held, key: Path | None, language: str, *, as_json: bool) -> int:
    """Prints what was found: 0 when all holds, 1 when not.

    ``held``: what its record is held against. Raises TabletopError where the file cannot be read, or ``key`` is no
    public key.
    """
    checked, voice = check_pack(path, key), Voice(language)
    record = checked.record
    problems = (*checked.problems, *(held.problems(record, path) if record else ()))
    whole = all(problem.severity != "error" for problem in problems)
    for problem in problems:
        print(problem_text(problem, language), file=sys.stderr)
    told = [*_told(path, checked, key, voice)] if whole else [_refused(path, problems, voice)]
    if whole and held.names_the_end:
        told.insert(2, voice("Its last hash is the one expected."))
    for line in (*told, *(held.agreeing(record, voice) if record else ())):
        print(line, file=sys.stderr if as_json else sys.stdout)
    if as_json:
        document = _document(checked, problems, language, whole=whole)
        document |= {"witnesses": held.document(record)} if record and held.witnesses else {}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    return 0 if whole else 1


def _refused(path: Path, problems: Sequence[Problem], voice: Voice) -> str:
    if all(problem.code == OTHER for problem in problems if problem.severity == "error"):
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


def _document(checked: Checked, problems: Sequence[Problem], language: str, *, whole: bool) -> dict[str, object]:
    return {
        "schema_version": 1,
        "whole": whole,
        "manifest": checked.manifest.model_dump(mode="json") if checked.manifest else None,
        "signed_by": checked.signer or None,
        "problems": [problem_json(problem, language) for problem in problems],
    }
