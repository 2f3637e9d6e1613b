"""Units → vectors in the catalogue: encode what has none, and record whose vectors they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from errors import StoreMismatch
from index import embeddings, tables
from index.catalogue import Catalogue
from index.codec import REBUILD
from index.encoders import Encoder
from index.progress import Progress
from index.tuning import TUNING
from index.units import UnitDraft, embedded_text

_META = "encoders"


def ensure_vectors(
    catalogue: Catalogue, encoder: Encoder, drafts: Sequence[UnitDraft], progress: Progress
) -> list[str]:
    """Encode and store what has no vector yet; the text hash of each draft, in order.

    Vectors are committed as they come, so that a job that was killed goes on from there.
    """
    texts = [embedded_text(draft) for draft in drafts]
    hashes = [embeddings.content_hash(text) for text in texts]
    with catalogue.read() as connection:
        absent = embeddings.missing(connection, encoder.name, encoder.dimension, hashes)
    todo = {name: text for name, text in zip(hashes, texts, strict=True) if name in absent}
    # Texts of like length together, so that no batch is padded far.
    order = sorted(todo, key=lambda name: len(todo[name]))
    for begin in range(0, len(order), TUNING.chunk):
        chunk = order[begin : begin + TUNING.chunk]
        vectors = encoder.encode_passages([todo[name] for name in chunk])
        with catalogue.write() as connection:
            embeddings.put(connection, encoder.name, chunk, vectors)
        progress("encode", begin + len(chunk), len(order))
    return hashes


def record_encoders(connection: sqlite3.Connection, encoders: Sequence[Encoder]) -> None:
    """Write down whose vectors the catalogue holds."""
    tables.set_meta(connection, _META, _named(encoders))


def require_encoders(connection: sqlite3.Connection, encoders: Sequence[Encoder]) -> None:
    """Raise `StoreMismatch` where the catalogue holds vectors of other encoders."""
    recorded = tables.meta(connection, _META) or "[]"
    if recorded != _named(encoders):
        found = ", ".join(name for name, _ in json.loads(recorded)) or "none"
        raise other_model(found, encoders)


def other_model(found: str, encoders: Sequence[Encoder]) -> StoreMismatch:
    """The refusal of vectors of ``found``, where ``encoders`` were asked for."""
    names = ", ".join(encoder.name for encoder in encoders)
    return StoreMismatch(
        f"the index holds vectors of {found}, the settings ask for {names}; run: {REBUILD}, "
        "or set NOTICEDESK_MODEL_DIR back",
        code="error.store_other_model",
        found=found,
        expected=names,
        remedy=REBUILD,
    )


def _named(encoders: Sequence[Encoder]) -> str:
    return json.dumps([[encoder.name, encoder.dimension] for encoder in encoders])
