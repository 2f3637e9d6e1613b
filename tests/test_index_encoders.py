"""The lazy encoder: loaded once, one batch at a time, questions before bulk work."""

from __future__ import annotations

import threading
from typing import Literal

import numpy as np
import pytest

from errors import ModelError
from index.embeddings import Vectors
from index.encoders import LazyEncoder
from index.tuning import TUNING


class FakeModel:
    """Gives each text its length, and notes who was served in which order."""

    def __init__(self, width: int = 4) -> None:
        self.width = width
        self.served: list[tuple[str, int]] = []
        self.busy = False

    def encode(self, texts: list[str], role: Literal["query", "document"]) -> Vectors:
        assert not self.busy, "two batches at a time"
        self.busy = True
        self.served.append((role, len(texts)))
        vectors = np.full((len(texts), self.width), [[len(text)] for text in texts], np.float32)
        self.busy = False
        return vectors


def encoder_of(model: FakeModel) -> LazyEncoder:
    return LazyEncoder("fake", 4, lambda: model)  # type: ignore[arg-type, return-value]


def test_passages_come_back_in_their_own_order() -> None:
    texts = ["x" * length for length in (3, 9, 1, 7)] * 20
    told: list[tuple[int, int]] = []
    vectors = encoder_of(FakeModel()).encode_passages(texts, lambda _, *step: told.append(step))
    assert vectors[:, 0].tolist() == [len(text) for text in texts]
    assert told == [(32, 80), (64, 80), (80, 80)]


def test_model_is_loaded_once_and_only_when_needed() -> None:
    loads: list[FakeModel] = []

    def load() -> FakeModel:
        loads.append(FakeModel())
        return loads[-1]

    encoder = LazyEncoder("fake", 4, load)  # type: ignore[arg-type]
    assert encoder.encode_queries([]).shape == (0, 4)
    assert encoder.encode_passages([]).shape == (0, 4)
    assert not loads
    threads = [threading.Thread(target=encoder.encode_queries, args=(["x"],)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1


def test_a_question_goes_before_the_next_batch() -> None:
    model = FakeModel()
    encoder = encoder_of(model)
    asked = threading.Event()
    threads: list[threading.Thread] = []

    def ask(_: str, done: int, __: int) -> None:
        """After the first batch, ask from another thread and wait until it stands in line."""
        if not asked.is_set():
            asked.set()
            thread = threading.Thread(target=encoder.encode_queries, args=(["question"],))
            thread.start()
            thread.join()
            threads.append(thread)

    encoder.encode_passages(["x"] * TUNING.batch * 3, ask)
    assert [role for role, _ in model.served] == ["document", "query", "document", "document"]


@pytest.mark.parametrize("width", [3, 5])
def test_vectors_of_another_length_are_refused(width: int) -> None:
    with pytest.raises(ModelError):
        encoder_of(FakeModel(width)).encode_queries(["x"])


def test_vectors_that_are_not_numbers_are_refused() -> None:
    class Broken(FakeModel):
        def encode(self, texts: list[str], role: Literal["query", "document"]) -> Vectors:
            return super().encode(texts, role) * np.nan

    with pytest.raises(ModelError):
        encoder_of(Broken()).encode_passages(["x"])
