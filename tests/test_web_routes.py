"""The routes: health for everyone, jobs only from this machine and with the owner's token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from engine import Engine
from engine.handoff import JOBS_PATH, TOKEN_HEADER
from tests.desk import WIDGETS, make_desk, open_desk
from web.routes import HEALTH_PATH, MAX_JOB_BYTES, routes

Client = Callable[[str], TestClient]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    data, corpus = make_desk(tmp_path)
    opened = open_desk(data, corpus, write=True, url="http://127.0.0.1:9")
    yield opened
    opened.close()


@pytest.fixture
def client(engine: Engine) -> Client:
    """Makes a client that comes from an address."""

    def make(host: str) -> TestClient:
        served = Starlette(routes=routes(engine))
        return TestClient(served, client=(host, 50000), raise_server_exceptions=False)

    return make


def token(engine: Engine) -> dict[str, str]:
    assert engine.index.owner is not None
    return {TOKEN_HEADER: engine.index.owner.token}


def test_health_says_how_many_notices(client: Client) -> None:
    answer = client("203.0.113.7").get(HEALTH_PATH)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "notices": 2})


@pytest.mark.parametrize(
    ("host", "status", "reason"),
    [
        ("127.0.0.1", 200, "loopback"),
        ("127.8.8.8", 200, "loopback is a whole network"),
        ("::1", 200, "loopback of IPv6"),
        ("::ffff:127.0.0.1", 200, "IPv4 written as IPv6, on a dual-stack socket"),
        ("192.168.1.20", 403, "a neighbour"),
        ("::ffff:192.168.1.20", 403, "a neighbour, written as IPv6"),
        ("203.0.113.7", 403, "from far away"),
        ("localhost", 403, "a name proves nothing"),
        ("testclient", 403, "a name proves nothing"),
        ("", 403, "unknown"),
    ],
)
def test_jobs_come_from_this_machine(
    client: Client, engine: Engine, host: str, status: int, reason: str
) -> None:
    answer = client(host).post(JOBS_PATH, json={"do": "check"}, headers=token(engine))
    assert answer.status_code == status, reason
    if status == 403:
        assert answer.json()["error"]["code"] == "error.job_refused"


@pytest.mark.parametrize("given", [b"", b"wrong", "\u5bc6".encode()])
def test_a_wrong_token_is_refused(client: Client, engine: Engine, given: bytes) -> None:
    before = engine.notices()
    headers = {TOKEN_HEADER.encode(): given} if given else {}
    job = {"do": "remove", "notice": before[0].id}
    answer = client("127.0.0.1").post(JOBS_PATH, json=job, headers=headers)
    assert answer.status_code == 403
    assert engine.notices() == before


def test_an_owner_that_takes_no_jobs_takes_none(tmp_path: Path) -> None:
    data, corpus = make_desk(tmp_path)
    for write in (True, False):  # a command, and a reader
        engine = open_desk(data, corpus, write=write)
        client = TestClient(Starlette(routes=routes(engine)), client=("127.0.0.1", 50000))
        answer = client.post(JOBS_PATH, json={"do": "check"}, headers={TOKEN_HEADER: ""})
        assert answer.status_code == 403
        engine.close()


def test_jobs_are_done(client: Client, engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "gizmo.txt"
    file.write_text(WIDGETS.replace("widget", "gizmo"), "utf-8")
    send = client("127.0.0.1")

    def do(**job: object) -> dict[str, Any]:
        answer = send.post(JOBS_PATH, json=job, headers=token(engine))
        assert answer.status_code == 200
        result: dict[str, Any] = answer.json()
        return result

    (added,) = do(do="ingest", paths=[str(file)])["outcomes"]
    assert (added["result"], added["file"]) == ("added", "gizmo.txt")
    assert len(engine.notices()) == 3
    assert do(do="check")["check"]["sound"] is True
    assert do(do="remove", notice=added["notice"]) == {"removed": added["notice"]}
    outcomes = do(do="sync")["outcomes"]
    assert [row["result"] for row in outcomes] == ["unchanged"] * 2


@pytest.mark.parametrize(
    ("content", "status", "reason"),
    [
        (b"", 400, "empty"),
        (b"not json", 400, "no JSON"),
        (b"\xff\xfe\x00", 400, "no text"),
        (b"[]", 400, "no object"),
        (b"7", 400, "no object"),
        (b"{}", 400, "nothing to do"),
        (b'{"do": "format_disk"}', 400, "no such job"),
        (b'{"do": "ingest"}', 400, "which files?"),
        (b'{"do": "ingest", "paths": 7}', 400, "no list"),
        (b'{"do": "ingest", "paths": [7]}', 400, "no path"),
        (b'{"do": "remove"}', 400, "which notice?"),
        (b'{"do": "remove", "notice": "no-such"}', 422, "an unknown notice"),
        (b'{"do": "ingest", "paths": ["/nowhere.txt"]}', 422, "no such file"),
        (b'"' + b"x" * MAX_JOB_BYTES + b'"', 413, "too large"),
    ],
)
def test_a_job_that_cannot_be_done_says_why(
    client: Client, engine: Engine, content: bytes, status: int, reason: str
) -> None:
    before = engine.notices()
    answer = client("127.0.0.1").post(JOBS_PATH, content=content, headers=token(engine))
    assert answer.status_code == status, reason
    assert set(answer.json()["error"]) == {"code", "message", "params"}
    assert engine.notices() == before


def test_jobs_are_posted(client: Client, engine: Engine) -> None:
    assert client("127.0.0.1").get(JOBS_PATH, headers=token(engine)).status_code == 405
