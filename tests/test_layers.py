"""The import table of docs/architecture.md, held against the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GROUND = {"records", "errors", "settings", "language"}
BELOW_ENGINE = {
    "answer", "checklist", "exports", "i18n", "index", "ingest", "retrieval", "state",
}  # fmt: skip
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "errors": set(),
    "settings": {"errors"},
    "language": {"language"},
    "ingest": GROUND,
    "checklist": GROUND,
    "index": GROUND,
    "i18n": GROUND,
    "state": GROUND,
    "exports": GROUND | {"i18n"},
    "retrieval": GROUND | {"index"},
    "answer": GROUND | {"checklist"},
    "engine": GROUND | BELOW_ENGINE,
    "web": GROUND | {"engine", "i18n"},
    "ui": GROUND | {"engine", "i18n"},
    "cli": GROUND | {"engine", "i18n", "evals"},
    "evals": GROUND | BELOW_ENGINE | {"engine"},
    "app": GROUND | {"ui", "engine"},
    "serve": GROUND | {"web", "engine"},
}
ONE_HOME = {  # each third-party library stands in one place that translates its errors
    "streamlit": ("app.py", "serve.py", "ui/"),
    "chromadb": ("index/vectors.py",),
    "alembic": ("index/", "state/"),
    "sqlalchemy": ("state/", "index/schema/"),
    "snowballstemmer": ("language/tokens.py",),
    "pypdf": ("ingest/pdf.py",),
    "docx": ("ingest/docx.py", "exports/as_docx.py"),
    "lxml": ("ingest/html.py",),
    "charset_normalizer": ("ingest/decode.py",),
    "yaml": ("ingest/", "i18n/", "checklist/", "evals/", "answer/", "retrieval/", "engine/"),
}


def python_files() -> list[Path]:
    """Every Python file of the project itself, tests aside."""
    parts = [ROOT / name for name in MAY_IMPORT]
    files = [file for part in parts if part.is_dir() for file in part.rglob("*.py")]
    return files + [file for part in parts if (file := part.with_suffix(".py")).is_file()]


def imported(file: Path) -> set[str]:
    """The top-level names that ``file`` imports, anywhere in it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_follow_the_table(file: Path) -> None:
    place = file.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT[place] | {place}
    wrong = (imported(file) & set(MAY_IMPORT)) - allowed
    assert not wrong, f"{place} may import {sorted(allowed)}, not {sorted(wrong)}"


@pytest.mark.parametrize("library", ONE_HOME)
def test_each_library_stands_in_its_place(library: str) -> None:
    homes = ONE_HOME[library]
    strays = [
        name
        for file in python_files()
        if library in imported(file)
        and not (name := file.relative_to(ROOT).as_posix()).startswith(homes)
    ]
    assert not strays, f"{library} belongs in {homes}"


def test_every_folder_of_code_is_in_the_table() -> None:
    folders = {file.parent.name for file in ROOT.glob("*/*.py")}
    assert folders - {"tests"} <= set(MAY_IMPORT)
