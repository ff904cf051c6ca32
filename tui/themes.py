"""The product's own themes: a quiet night, and a morning. Every theme of Textual works as well."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="reverie",
    primary="#8aa2f2",
    secondary="#6f7fb5",
    accent="#b9a4f0",
    warning="#e3b56c",
    error="#e5727f",
    success="#7fc8a0",
    foreground="#d9dcea",
    background="#12131c",
    surface="#191b27",
    panel="#222536",
    dark=True,
    variables={"footer-key-foreground": "#b9a4f0", "input-selection-background": "#8aa2f2 30%"},
)
MORNING = Theme(
    name="reverie-morning",
    primary="#4a5fc1",
    secondary="#7482b8",
    accent="#7a52c7",
    warning="#a86a10",
    error="#b8323f",
    success="#2c7f52",
    foreground="#23263a",
    background="#faf9f6",
    surface="#f1efea",
    panel="#e6e3dc",
    dark=False,
)
THEMES = (NIGHT, MORNING)
