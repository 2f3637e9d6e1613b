"""Chroma as a mirror of the catalogue: brought level, kept level, not asked once it fails."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from errors import StoreDamaged
from index import check, embeddings
from index.catalogue import Catalogue
from index.encoders import Encoder
from index.progress import Progress
from index.vectors import VectorStore

log = logging.getLogger(__name__)


class Mirror:
    """The owner's Chroma folder. Only the thread that writes calls anything but `level`."""

    def __init__(
        self, data_dir: Path, catalogue: Catalogue, encoders: Sequence[Encoder], progress: Progress
    ) -> None:
        """Open the folder; nothing is compared yet, so `level` is None until `bring_level`."""
        self.store = VectorStore(data_dir)
        self._catalogue = catalogue
        self._encoders = encoders
        self._progress = progress
        self._is_level = False

    @property
    def level(self) -> VectorStore | None:
        """Chroma while it holds what the catalogue holds, else None: then rank exactly."""
        return self.store if self._is_level else None

    def bring_level(self) -> None:
        """Compare with the catalogue and fill what is missing, from its vectors, without encoding.

        Raises `StoreDamaged` where Chroma cannot even be filled anew.
        """
        with self._catalogue.read() as connection:
            self.store.drop_others([encoder.name for encoder in self._encoders])
            for encoder in self._encoders:
                check.synchronise(connection, encoder, self.store, self._progress)
        self._is_level = True

    def refill(self) -> None:
        """Empty every collection and fill it from the catalogue. Raises `StoreDamaged`."""
        self._is_level = False
        for encoder in self._encoders:
            self.store.clear(encoder.name)
        self.bring_level()

    def follow(self, gone: Sequence[int], new: Sequence[int], generation: int) -> None:
        """Take a committed change over: units that are gone, units that are new.

        A failure is logged and not raised, since the change itself stands; the next change, repair
        or start brings Chroma level again.
        """
        try:
            if not self._is_level:
                self.bring_level()
                return
            for encoder in self._encoders:
                with self._catalogue.read() as connection:
                    table = embeddings.load_table(
                        connection, encoder.name, encoder.dimension, keys=new
                    )
                self.store.delete(encoder.name, gone)
                self.store.put(encoder.name, table.keys.tolist(), table.matrix)
                self.store.stamp(encoder.name, generation)
        except StoreDamaged:
            self.distrust()

    def distrust(self) -> None:
        """Stop asking Chroma, from within the handling of its error."""
        log.exception("Chroma failed; ranking exactly until the index is repaired")
        self._is_level = False

    def close(self) -> None:
        """Close Chroma."""
        self._is_level = False
        self.store.close()
