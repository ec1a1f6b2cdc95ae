"""What an organisation is, in words: the questions that decide which clocks are ours, and why one is or is not."""

from __future__ import annotations

from simulator.model.profile import CONTRACTS, Ground, Verdict
from simulator.wording.voice import Voice

QUESTIONS: dict[str, str] = {
    "jurisdictions": "Where is it established, and where are its customers?",
    "people_in": "Where do its people work?",
    "public_body": "Is it a public body?",
    "sectors": "What does it do?",
    "ai": "What is its part in artificial intelligence?",
    "size": "How many people work there?",
    "listed": "Where are its shares or bonds traded?",
    "data": "Which data does it hold?",
    CONTRACTS: "Which of these has it signed, or has to answer?",
}
"""Key of an organisation → the question for it."""
WORDS: dict[str, str] = {
    "yes": "it is",
    "no": "it is not",
    "bank": "bank",
    "cloud": "cloud, search or marketplace",
    "consumer-products": "maker or seller of consumer products",
    "critical-infrastructure": "designated operator of critical infrastructure",
    "defence-supplier": "supplier of defence",
    "digital-products": "maker of products with digital elements",
    "essential-services": "operator of essential or important services",
    "financial": "supervised financial firm",
    "government-supplier": "cloud or AI for a government",
    "health-care": "health care, or its insurers",
    "hosting": "hosting of what others publish",
    "large-platform": "designated large platform",
    "medical-devices": "maker of medical devices, software included",
    "online-service": "online service",
    "other": "something else",
    "securities": "broker, adviser or fund",
    "telecom": "telecommunications carrier",
    "provider": "makes AI systems or offers them under its name",
    "deployer": "uses AI systems in its work",
    "high-risk-provider": "makes one of high risk (EU AI Act)",
    "high-risk-deployer": "uses one of high risk (EU AI Act)",
    "general-purpose": "makes general-purpose models",
    "systemic-risk": "makes general-purpose models with systemic risk (EU)",
    "frontier": "trains frontier models",
    "large-frontier": "trains frontier models, with large revenue",
    "micro": "fewer than 10",
    "small": "10 to 49",
    "medium": "50 to 249",
    "large": "250 or more",
    "personal": "personal data",
    "sensitive": "sensitive personal data",
    "health": "health data",
    "individual-numbers": "Individual Numbers (My Number)",
    "communications": "contents of communications",
    "government": "data of a government",
    "processor": "personal data of others, on their behalf",
}
"""What files say → what it means. A place is written as it is."""
_NAMES: dict[str, str] = {
    "jurisdictions": "place",
    "people_in": "people work in",
    "public_body": "public body",
    "sectors": "activity",
    "ai": "part in AI",
    "size": "people",
    "listed": "listed",
    "data": "data",
    CONTRACTS: "signed",
}


def name_of(key: str, voice: Voice) -> str:
    """What a key is called before its words."""
    return voice(_NAMES[key])


def said_words(key: str, words: tuple[str, ...], voice: Voice) -> str:
    """What an organisation says of itself: ``activity: bank, telecommunications carrier``."""
    return _named(key, words, ", " if voice.language == "en" else "、", voice)


def word_of(word: str, voice: Voice) -> str:
    """A word of a profile for people."""
    return voice(WORDS[word]) if word in WORDS else word


def ground_words(ground: Ground, voice: Voice) -> str:
    """Why a clock is ours, or not, or what would have to be said."""
    if ground.key == CONTRACTS:
        return voice(_SIGNED[ground.verdict])
    if ground.verdict is Verdict.CAN:
        return said_words(ground.key, tuple(filter(ground.is_met_by, ground.said or ())), voice)
    wanted = _named(ground.key, ground.wanted, voice(" or "), voice)
    if ground.verdict is Verdict.NOT_SAID:
        return voice("only with {wanted}", wanted=wanted)
    here = said_words(ground.key, ground.said or (), voice)
    return voice("only with {wanted}; yours is {here}", wanted=wanted, here=here)


_SIGNED = {
    Verdict.CAN: "signed, or to be answered",
    Verdict.NOT_SAID: "only if it was signed, or has to be answered",
    Verdict.CANNOT: "not signed",
}


def _named(key: str, words: tuple[str, ...], between: str, voice: Voice) -> str:
    meant = between.join(word_of(word, voice) for word in words) or voice("none")
    return voice("{key}: {words}", key=name_of(key, voice), words=meant)
