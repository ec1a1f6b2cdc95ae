"""How handing over to a second team is named, by a key and by a word."""

from __future__ import annotations

from simulator.wording.voice import Voice


def story(voice: Voice) -> str:
    """What it does, in a sentence."""
    return voice("Hands over to a second team: shows the sheet for it, and the report measures what was lost.")
