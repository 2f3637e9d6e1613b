"""Every setting, from environment variables ``NOTICEDESK_…``; an unknown one is an error.

Tuned numbers do not stand here: they stand in data files beside the code that uses them, with the
measurement that chose them. Here is what an operator decides.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from errors import SettingsError

PREFIX = "NOTICEDESK_"
ROOT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """What an operator may set; each field is the variable ``NOTICEDESK_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    corpus_dir: Path = Field(ROOT / "corpus", description="folder with notices/ and manifest.yaml")
    data_dir: Path = Field(ROOT / "data", description="folder for catalogue, vectors, state, model")
    model_dir: Path | None = Field(
        None, description="a sentence-transformers model folder to use instead of the default"
    )
    host: str = Field("127.0.0.1", description="address the app listens on")
    port: int = Field(8501, ge=1, le=65535, description="port the app listens on")
    max_file_mb: int = Field(50, ge=1, description="largest notice file, in MB")
    max_question_chars: int = Field(2000, ge=1, description="longest question, in characters")
    threads: int = Field(0, ge=0, description="threads for the model; 0 leaves it to torch")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    require_all: bool = Field(False, description="tests: a skipped test is a failure")
    bench_dir: Path | None = Field(None, description="tests and bench: folder of public data")

    @property
    def notices_dir(self) -> Path:
        """Where the notice files of the corpus lie."""
        return self.corpus_dir / "notices"

    @property
    def manifest_file(self) -> Path:
        """What is known of each notice beyond its text."""
        return self.corpus_dir / "manifest.yaml"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises `SettingsError` for a variable ``NOTICEDESK_…`` that is no setting, or a bad value.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise SettingsError(
            f"unknown setting {unknown[0]}; the settings are {', '.join(sorted(known))}",
            code="error.unknown_setting",
            name=unknown[0],
            known=", ".join(sorted(known)),
        )
    try:
        return Settings()
    except ValidationError as exc:
        problem = exc.errors()[0]
        name = PREFIX + str(problem["loc"][0]).upper()
        raise SettingsError(
            f"setting {name} cannot be used: {problem['msg']}",
            code="error.bad_setting",
            name=name,
            problem=problem["msg"],
        ) from exc
