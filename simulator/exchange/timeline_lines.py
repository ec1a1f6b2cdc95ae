"""Files of JSON with a map in each line (JSON lines), as logs have them."""

from __future__ import annotations

from simulator.exchange.opening import JSON

_HEAD = 100_000
"""Bytes in which the first two lines are looked for."""
_NAMES = (".jsonl", ".ndjson")


def is_in_lines(data: bytes, file: str) -> bool:
    """Whether a file holds a map in each of its lines, by its name or its first two lines."""
    written = (line.strip() for line in data.removeprefix(b"\xef\xbb\xbf")[:_HEAD].split(b"\n"))
    lines = [line for line in written if line][:2]
    maps = bool(lines) and all(line[:1] == b"{" and line[-1:] == b"}" for line in lines)
    return maps and (file.lower().endswith(_NAMES) or (len(lines) == 2 and not file.lower().endswith(JSON)))


def in_one_list(data: bytes) -> bytes:
    """The same as one list, of which each map stands in the line in which it stood."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    last = max(n for n, line in enumerate(lines) if line.strip())
    joined = (line.rstrip() + b"," if line.strip() and n < last else line for n, line in enumerate(lines))
    return b"[" + b"\n".join(joined) + b"]"
