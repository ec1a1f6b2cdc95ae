"""Signatures of an owner over a manifest, made and checked by OpenSSH's ``ssh-keygen``, with keys people have."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from simulator.errors import TabletopError, why
from simulator.files import read_up_to

PURPOSE = "tabletop-pack"
"""What is signed for: a signature of something else does not count."""
_PUBLIC = re.compile(r"((?:ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/]+=*)(?:\s|$)")
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]+")
_LARGEST = 64 * 1024


class NoKeygen(TabletopError):
    """There is no ``ssh-keygen`` on this machine."""


def sign(content: bytes, key: Path) -> bytes:
    """The signature of a private key, or of a public one whose other half an agent holds.

    It may ask for the key's words at the terminal. TabletopError where it cannot be made.
    """
    with tempfile.TemporaryDirectory() as folder:
        signed = Path(folder) / "manifest"
        signed.write_bytes(content)
        done = _keygen(["sign", "-f", str(key), "-n", PURPOSE, str(signed)])
        made = signed.with_suffix(".sig")
        if done.returncode or not made.exists():
            raise TabletopError("{key} cannot sign: {reason}", key=key, reason=_reason(done))
        return made.read_bytes()


def signer(content: bytes, signature: bytes, key: Path | None = None) -> str | None:
    """The fingerprint of the key that signed it; None where the signature is not good, or not that of ``key``.

    TabletopError where ``key`` is no public key; NoKeygen where nothing can be checked.
    """
    with tempfile.TemporaryDirectory() as folder:
        sig, allowed = Path(folder) / "sig", Path(folder) / "allowed"
        sig.write_bytes(signature)
        if key is None:
            how = ["check-novalidate", "-n", PURPOSE, "-s", str(sig)]
        else:
            allowed.write_text(f"owner {_public(key)}\n", "ascii")
            how = ["verify", "-f", str(allowed), "-I", "owner", "-n", PURPOSE, "-s", str(sig)]
        done = _keygen(how, content)
    found = _FINGERPRINT.search(done.stdout.decode("utf-8", "replace"))
    return found[0] if found and not done.returncode else None


def _public(key: Path) -> str:
    """Kind and figures of a public key; whatever else its file says is left out."""
    try:
        found = _PUBLIC.match(read_up_to(key, _LARGEST).decode("utf-8", "replace"))
    except OSError as error:
        raise TabletopError("{path} cannot be read: {reason}", path=key, reason=why(error)) from None
    if found is None:
        raise TabletopError("{key} is no public key of OpenSSH: name the file that ends in .pub", key=key)
    return found[1]


def _keygen(how: Sequence[str], content: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(("ssh-keygen", "-Y", *how), input=content, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoKeygen("ssh-keygen is not installed: signatures need OpenSSH 8.2 or later") from None


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else str(done.returncode)
