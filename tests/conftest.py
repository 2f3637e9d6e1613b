"""Shared by all tests: the project root on the path, and no skip where everything is required."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import i18n  # noqa: E402
from engine import jsonable, open_engine  # noqa: E402
from index.encoders import Encoder, default_encoders  # noqa: E402
from settings import Settings, load_settings  # noqa: E402
from tests.desk import Commands, open_desk  # noqa: E402


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure under ``NOTICEDESK_REQUIRE_ALL=1``."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and load_settings().require_all:
        report.outcome = "failed"
        report.longrepr = f"skipped although everything is required: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def desk_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder over the five notices, indexed with the deterministic encoders; read only."""
    data = tmp_path_factory.mktemp("desk")
    engine = open_desk(data, ROOT / "corpus", write=True)
    engine.sync()
    engine.close()
    return data


@pytest.fixture
def commands(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], desk_data: Path
) -> Commands:
    """Commands over the five notices, for tests that write nothing."""
    return Commands(monkeypatch, capsysbinary, {"DATA_DIR": desk_data})


@pytest.fixture(scope="session")
def real_desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[Encoder]]:
    """A data folder over the five notices, indexed with the real encoders, and these; read only.

    What `make setup` wrote of the model is used where it is there.
    """
    data = tmp_path_factory.mktemp("real")
    written = ROOT / "data" / "model"
    if written.is_dir():
        (data / "model").symlink_to(written)
    settings = Settings(data_dir=data)
    encoders = default_encoders(settings)
    engine = open_engine(settings, write=True, encoders=encoders)
    engine.sync()
    engine.close()
    return data, encoders


@pytest.fixture(scope="session")
def gate_answers(real_desk: tuple[Path, Sequence[Encoder]]) -> list[dict[str, Any]]:
    """The answers to the questions of tests/gate, in their order, as ``ask --json`` gives them."""
    data, encoders = real_desk
    rows = yaml.safe_load((ROOT / "tests/gate/questions.yaml").read_text(encoding="utf-8"))
    engine = open_engine(Settings(data_dir=data), write=False, encoders=encoders)
    answers = [
        jsonable.answer(engine.ask(row["ask"]), lambda item: i18n.remark(item, "en"))
        for row in rows
    ]
    engine.close()
    return answers
