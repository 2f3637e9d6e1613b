"""Shared by all tests: the project root on the path, and no skip where everything is required."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from settings import load_settings  # noqa: E402


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure under ``NOTICEDESK_REQUIRE_ALL=1``."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and load_settings().require_all:
        report.outcome = "failed"
        report.longrepr = f"skipped although everything is required: {report.longrepr}"
    return report
