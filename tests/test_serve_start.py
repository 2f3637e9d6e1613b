"""`serve.py` as `make run` starts it: a process, a port, the real model, a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lock import OWNER_FILE, TOKEN_FILE, current_owner
from tests.conftest import ROOT
from tests.desk import WIDGETS, copy_desk
from tests.servers import Server, free_port, started

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def data(real_desk: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this file's own, over the five notices."""
    return copy_desk(real_desk[0], tmp_path_factory.mktemp("served") / "data")


@pytest.fixture(scope="module")
def app(data: Path) -> Iterator[Server]:
    """The app, started from a folder that is not the project's."""
    port = free_port()
    environment: dict[str, str | Path] = {"PORT": str(port), "DATA_DIR": data}
    with started([ROOT / "serve.py"], port, data.parent, environment) as server:
        yield server


def run(
    script: str, *words: str | Path, **environment: str | Path
) -> subprocess.CompletedProcess[str]:
    given = {f"NOTICEDESK_{name}": str(value) for name, value in environment.items()}
    return subprocess.run(
        [sys.executable, ROOT / script, *map(str, words)],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_health_and_page_answer(app: Server) -> None:
    assert '"notices":5' in app.get("/noticedesk/health")
    page = app.get("/")
    assert "<title>" in page
    assert "streamlit" in page.lower()
    assert app.get("/_stcore/health") == "ok"
    assert app.url in app.said()


def test_ask_and_ingest_work_beside_it(app: Server, data: Path, tmp_path: Path) -> None:
    asked = run("cli.py", "ask", "示范区建设期是多久？", "--json", DATA_DIR=data)
    assert asked.returncode == 0, asked.stderr
    assert "two years" in asked.stdout
    file = tmp_path / "widgets.txt"
    file.write_text(WIDGETS, "utf-8")
    taken = run("cli.py", "ingest", file, "--json", DATA_DIR=data)
    assert taken.returncode == 0, taken.stderr
    assert '"added"' in taken.stdout
    assert '"notices":6' in app.get("/noticedesk/health")


def test_a_second_app_on_the_folder_is_told_who_holds_it(app: Server, data: Path) -> None:
    second = run("serve.py", DATA_DIR=data, PORT=str(free_port()))
    assert second.returncode == 1
    (reason,) = [line for line in second.stderr.split("\n") if "cannot start" in line]
    assert str(app.process.pid) in reason
    assert app.url in reason
    assert '"ok"' in app.get("/noticedesk/health")


def test_a_port_in_use_is_named_with_the_setting(app: Server, tmp_path: Path) -> None:
    second = run("serve.py", DATA_DIR=tmp_path / "other", PORT=app.url.rpartition(":")[2])
    assert second.returncode == 1
    (reason,) = second.stderr.strip().split("\n")
    assert "NOTICEDESK_PORT" in reason
    assert not (tmp_path / "other").exists(), "nothing is begun"


def test_a_job_from_a_page_of_another_site_is_refused(app: Server) -> None:
    request = urllib.request.Request(
        app.url + "/noticedesk/jobs", b'{"do": "sync"}', {"Origin": "https://example.com"}
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=10)


def test_a_bad_setting_stops_it_with_one_line() -> None:
    refused = run("serve.py", PORT="eighty")
    assert refused.returncode == 1
    assert "NOTICEDESK_PORT" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_stops_cleanly(real_desk: tuple[Path, object], tmp_path: Path, how: int) -> None:
    data, port = copy_desk(real_desk[0], tmp_path / "data"), free_port()
    environment: dict[str, str | Path] = {"PORT": str(port), "DATA_DIR": data}
    with started([ROOT / "serve.py"], port, tmp_path, environment) as server:
        assert current_owner(data) is not None
        assert server.stop(how) == 0
        assert "Traceback" not in server.said()
        assert server.said().strip().endswith("NoticeDesk: stopped")
    assert current_owner(data) is None
    assert not (data / OWNER_FILE).exists()
    assert not (data / TOKEN_FILE).exists()
