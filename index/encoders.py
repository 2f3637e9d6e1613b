"""Text → vectors: what an encoder is, and the two that are used.

Importing this file loads no model; `sentence_models`, which does, is imported at the first text.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from errors import ModelError
from index.checksums import SENTENCE_ENCODER_FILES
from index.embeddings import Vectors
from index.progress import Progress, silent
from index.tuning import TUNING
from index.weights import MODEL_NAME, named_model, prepare_model
from settings import Settings

if TYPE_CHECKING:
    from index.sentence_models import SentenceModel

SENTENCE_ENCODER_NAME = "use-multilingual-v3"
SENTENCE_ENCODER_DIMENSION = 512
DEFAULT_DIMENSION = 384
_YIELD_SECONDS = 0.001


class Encoder(Protocol):
    """Turns texts into vectors; safe to use from several threads.

    ``name`` identifies the model, so that vectors of different names are never compared; it has
    3 to 63 characters of ``[a-zA-Z0-9._-]``. ``dimension`` is known without loading the model.
    """

    @property
    def name(self) -> str:
        """The model's identity."""
        ...

    @property
    def dimension(self) -> int:
        """The length of its vectors."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Questions as (n, dimension) float32 of unit length. Raises `ModelError`."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Passages as (n, dimension) float32 of unit length. Raises `ModelError`."""
        ...


class LazyEncoder:
    """An encoder whose model is loaded at the first text.

    One text batch is encoded at a time (fast tokenizers are not safe for more). A question goes
    before the next batch of a bulk job, so that questions are answered while notices are indexed.
    """

    def __init__(self, name: str, dimension: int, load: Callable[[], SentenceModel]) -> None:
        self.name = name
        self.dimension = dimension
        self._load = load
        self._model: SentenceModel | None = None
        self._lock = threading.Lock()
        self._waiting = 0
        self._waiting_lock = threading.Lock()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._first() as model:
            return self._checked(model.encode(list(texts), "query"), len(texts))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """See `Encoder`; texts of like length share a batch, which is padded to its longest."""
        tell = progress or silent
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for begin in range(0, len(order), TUNING.batch):
            rows = order[begin : begin + TUNING.batch]
            while self._waiting:
                time.sleep(_YIELD_SECONDS)
            with self._locked() as model:
                batch = model.encode([texts[i] for i in rows], "document")
            vectors[rows] = self._checked(batch, len(rows))
            tell("encode", begin + len(rows), len(order))
        return vectors

    @contextmanager
    def _first(self) -> Iterator[SentenceModel]:
        with self._waiting_lock:
            self._waiting += 1
        try:
            with self._locked() as model:
                yield model
        finally:
            with self._waiting_lock:
                self._waiting -= 1

    @contextmanager
    def _locked(self) -> Iterator[SentenceModel]:
        with self._lock:
            if self._model is None:
                self._model = self._load()
            yield self._model

    def _checked(self, vectors: Vectors, count: int) -> Vectors:
        if vectors.shape != (count, self.dimension) or not np.isfinite(vectors).all():
            raise ModelError(
                f"{self.name} gave vectors of shape {vectors.shape}, not {(count, self.dimension)} "
                "finite numbers",
                name=self.name,
            )
        return vectors


def default_encoders(settings: Settings, progress: Progress = silent) -> tuple[Encoder, ...]:
    """The encoders the settings ask for: the sentence-transformers model, then the small encoder.

    Nothing is loaded or written yet. Raises `ModelMissing` for a ``model_dir`` that is no model.
    """
    return (_main_encoder(settings, progress), _sentence_encoder(settings))


def _main_encoder(settings: Settings, progress: Progress) -> Encoder:
    named = settings.model_dir
    if named is not None:
        name, dimension = named_model(named)
    else:
        name, dimension = MODEL_NAME, DEFAULT_DIMENSION

    def folder() -> Path:
        return named if named is not None else prepare_model(settings.data_dir, progress)

    def load() -> SentenceModel:
        from index.sentence_models import load_folder

        return load_folder(folder(), settings.threads)

    return LazyEncoder(name, dimension, load)


def _sentence_encoder(settings: Settings) -> Encoder:
    def load() -> SentenceModel:
        from index.sentence_models import load_sentence_encoder

        for file in SENTENCE_ENCODER_FILES:
            file.verified()
        return load_sentence_encoder(SENTENCE_ENCODER_DIMENSION, settings.threads)

    return LazyEncoder(SENTENCE_ENCODER_NAME, SENTENCE_ENCODER_DIMENSION, load)
