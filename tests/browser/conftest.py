"""A real server and a real browser: the app as `make run` starts it, on its own data folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.conftest import ROOT

CHROMIUM = Path("/usr/bin/chromium")
CHROMEDRIVER = Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip
START_SECONDS = 300  # the first start on a fresh folder writes the model and the index
WIDE, NARROW = (1440, 900), (390, 844)
Open = Callable[..., WebDriver]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", action="store_true", help="write the README's screenshots to docs/"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/noticedesk/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running NoticeDesk over the repository's corpus."""
    if not (CHROMIUM.exists() and CHROMEDRIVER.exists()):
        pytest.skip("Chromium is absent: apt-get install chromium chromium-driver")
    data = tmp_path_factory.mktemp("data")
    written = ROOT / "data" / "model"
    if written.is_dir():  # what `make setup` wrote; without it the server writes its own
        (data / "model").symlink_to(written)
    port = _free_port()
    log = data / "server.log"
    environment = {
        **os.environ,
        "NOTICEDESK_PORT": str(port),
        "NOTICEDESK_DATA_DIR": str(data),
    }
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "serve.py"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        _wait_until_up(url, process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def browser(server: str, tmp_path: Path) -> Iterator[Open]:
    """Opens a fresh browser of a size, light or dark; all are closed at the end."""
    opened: list[WebDriver] = []

    def open_browser(size: tuple[int, int] = WIDE, *, dark: bool = False) -> WebDriver:
        profile = tmp_path / f"profile-{len(opened)}"
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={profile}", "--lang=en-US"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(str(CHROMEDRIVER)))
        opened.append(driver)
        width, height = size
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 640},
        )
        if dark:
            scheme = {"name": "prefers-color-scheme", "value": "dark"}
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        return driver

    yield open_browser
    for driver in opened:
        driver.quit()
        shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def keep(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[WebDriver, str], None]:
    """Keeps a screenshot: in docs/screenshots under ``--screenshots``, else beside the test."""
    wanted = request.config.getoption("--screenshots", default=False)
    folder = ROOT / "docs" / "screenshots" if wanted else tmp_path

    def save(driver: WebDriver, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        assert driver.save_screenshot(str(folder / f"{name}.png"))

    return save
