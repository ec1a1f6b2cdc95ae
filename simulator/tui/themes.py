"""Two themes of our own: calm, and with contrast enough for a projector in a lit room."""

from __future__ import annotations

from textual.theme import Theme

DARK, LIGHT = "tabletop-dark", "tabletop-light"

THEMES = (
    Theme(
        name=DARK,
        primary="#5aa9e6",
        secondary="#3f6f95",
        accent="#7fc8f8",
        warning="#ffc857",
        error="#ff7b72",
        success="#7bd88f",
        foreground="#f2f4f7",
        background="#0e1116",
        surface="#151a21",
        panel="#1f2731",
        dark=True,
        variables={
            "text-muted": "#a9b4c0",
            "text-accent": "#8fd0ff",
            "text-warning": "#ffd479",
            "text-error": "#ff9a92",
            "text-success": "#95e2a6",
            "block-cursor-background": "#2f6690",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "bold",
            "border": "#5aa9e6",
            "border-blurred": "#3a4653",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#0b5394",
        secondary="#3d6a96",
        accent="#0b5394",
        warning="#8a5a00",
        error="#b3261e",
        success="#1b6e34",
        foreground="#14181d",
        background="#ffffff",
        surface="#f6f7f9",
        panel="#e6eaef",
        dark=False,
        variables={
            "text-muted": "#4a5560",
            "text-accent": "#0b5394",
            "text-warning": "#7a4b00",
            "text-error": "#a31b14",
            "text-success": "#145a2a",
            "block-cursor-background": "#0b5394",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "bold",
            "border": "#0b5394",
            "border-blurred": "#a9b4c0",
        },
    ),
)
"""Text colours keep a contrast of at least 7:1 against background and surface."""


def other(name: str) -> str:
    """The theme the key switches to."""
    return DARK if name == LIGHT else LIGHT
