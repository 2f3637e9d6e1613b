"""What is logged: our own lines as the operator asks, other libraries' from WARNING on."""

from __future__ import annotations

import logging

OURS = (
    "answer", "checklist", "cli", "engine", "evals", "exports", "i18n", "index", "ingest",
    "language", "noticedesk", "retrieval", "state", "ui", "web",
)  # fmt: skip
"""The names under which the program logs: its folders, and ``noticedesk`` for `serve`."""


def start_logging(level: str) -> None:
    """Log to standard error: our lines from ``level`` on, other libraries' from WARNING on.

    At INFO sentence-transformers would name the model's path at every question.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for name in OURS:
        logging.getLogger(name).setLevel(level)
