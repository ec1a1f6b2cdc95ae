"""What is read aloud before STARTEX: the briefing, then the rules of play."""

from __future__ import annotations

from simulator.console.rows import Cell, Markdown, Part, Row, Words, blocks
from simulator.model.setup import Setup
from simulator.wording.sentences import purpose
from simulator.wording.voice import Voice


def briefing(setup: Setup, voice: Voice) -> tuple[Part, ...]:
    """The scenario's title, what the players know, the system it is about."""
    scenario = setup.scenario
    title: tuple[Part, ...] = (((voice.text(scenario.title), "accent"),),)
    texts = (words for words in (scenario.briefing, scenario.system) if words)
    return blocks([title, *((Markdown(voice.text(words)),) for words in texts)])


def rules(setup: Setup, voice: Voice) -> tuple[Part, ...]:
    """What everybody must know before play; the player sheet says the same."""
    said: tuple[Words, ...] = (
        purpose(setup, voice),
        voice("Messages come up on the screen. Whoever they reach reads them aloud; then all talk."),
        voice(
            "Judge from what you know now. Ask the facilitator what you want to know; the answers are written down too."
        ),
        voice("Say aloud who does what by when. The operator types it in."),
        voice(
            "Two clocks run: the incident's and the room's. Talk costs incident time, but never past the next message."
        ),
        voice("Contact no real person or office, inside or outside; touch no real system."),
        voice("The scenario is fictional. Deadlines are shown with their sources; nothing here is legal advice."),
        (
            voice(
                "When something real happens, say: “Real event, stop the exercise” (実事案、演習中断)."
                " The operator stops the screen."
            ),
            "bad",
        ),
    )
    heading: tuple[Part, ...] = (((voice("Rules of play"), "accent"),),)
    return blocks([heading, *((Row("", (Cell(rule),), mark="•", whole=True),) for rule in said)])
