"""What each part of the console says: lines and rows made of a view, the same for every front.

No width and no colour here, and no key: a front hands in what it calls the acts of the console.
"""

from __future__ import annotations

from collections.abc import Mapping

Acts = Mapping[str, str]
"""An act of the console (``next``, ``end``, ``injects``) → what a front calls the way to it: a key, or a word."""
