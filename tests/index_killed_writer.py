"""Writes a second notice and is killed at its n-th step: ``ROOT DATA_DIR N``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv[1])

from index import embeddings, fulltext, tables
from index.index import Index
from index.vectors import VectorStore
from settings import Settings
from tests.fakes import fake_encoders, make_parsed

left = int(sys.argv[3])


def counted(function: Callable[..., Any]) -> Callable[..., Any]:
    def step(*args: Any, **kwargs: Any) -> Any:
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return function(*args, **kwargs)

    return step


for place, names in (
    (tables, ("delete_notice", "insert_notice", "insert_units", "next_generation")),
    (embeddings, ("put", "link")),
    (fulltext, ("insert_terms",)),
    (VectorStore, ("delete", "put", "stamp")),
):
    for name in names:
        setattr(place, name, counted(getattr(place, name)))

second = make_parsed(["Enterprises shall submit the form. It is free.", "Nobody pays."], "second")
with Index.open(
    Settings(data_dir=Path(sys.argv[2])), write=True, encoders=fake_encoders()
) as index:
    for _ in range(2):
        index.write(second, [], second.text.encode())
