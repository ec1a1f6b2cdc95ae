"""Text in XML, and the names that Word's files use."""

from __future__ import annotations

import re
from html import escape

from simulator.errors import clean

_NO_XML = re.compile("[\ufffe\uffff]")
"""Characters that no XML file may hold."""
_OOXML = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office/word/2010"
GROUP = f"{_MICROSOFT}/wordprocessingGroup"
"""What a group of shapes is called."""
_NAMES = {
    "w": f"{_OOXML}/wordprocessingml/2006/main",
    "wp": f"{_OOXML}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OOXML}/drawingml/2006/main",
    "mc": f"{_OOXML}/markup-compatibility/2006",
    "wpg": GROUP,
    "wps": f"{_MICROSOFT}/wordprocessingShape",
}
FOOT = 80
"""Letters of a title that stand at the foot of every page."""
MARK_ROOM = (45, 9)
"""Width and height that an organisation's mark takes at most, in millimetres."""
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
"""Declares every prefix that is used."""


def words(text: str) -> str:
    """Text that is only words: without what can hide or forge, and without what ends an XML file for its readers."""
    return _NO_XML.sub("", clean(text))


def escaped(text: str) -> str:
    """The same within XML, also in an attribute."""
    return escape(words(text))
