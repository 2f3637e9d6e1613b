"""The routes: whether the app answers, and jobs handed over by the command line."""

from __future__ import annotations

import hmac
import ipaddress
import json
import logging
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import i18n
from engine import Engine, jsonable
from engine.handoff import JOBS_PATH, TOKEN_HEADER
from errors import NoticeDeskError
from records import Remark

log = logging.getLogger(__name__)
HEALTH_PATH = "/noticedesk/health"
MAX_JOB_BYTES = 1_000_000


def routes(engine: Engine) -> list[Route]:
    """The routes of the app that ``engine`` serves."""

    async def health(_: Request) -> JSONResponse:
        notices = await run_in_threadpool(engine.notices)
        return JSONResponse({"status": "ok", "notices": len(notices)})

    async def jobs(request: Request) -> JSONResponse:
        refused = _refusal(request, engine)
        if refused is not None:
            return refused
        body = await request.body()
        if len(body) > MAX_JOB_BYTES:
            return _error("error.job_too_large", "the job is too large", 413)
        try:
            job = json.loads(body)
            result = await run_in_threadpool(do_job, engine, job)
        except NoticeDeskError as exc:
            return _error(exc.code, exc.message, 422, exc.params)
        except (ValueError, KeyError, TypeError) as exc:
            log.warning("a job that cannot be read: %s", exc)
            return _error("error.bad_job", f"the job cannot be read: {exc}", 400)
        return JSONResponse(result)

    return [
        Route(HEALTH_PATH, health, methods=["GET"]),
        Route(JOBS_PATH, jobs, methods=["POST"]),
    ]


def do_job(engine: Engine, job: dict[str, Any]) -> dict[str, Any]:
    """Do one job: ``{"do": "ingest", "paths": […], "replace": bool}``, sync, remove or check.

    Raises KeyError or ValueError for a job of another form, and what the engine raises.
    """
    kind = job["do"]
    if kind == "ingest":
        paths = [Path(path) for path in job["paths"]]
        outcomes = engine.ingest(paths, replace=bool(job.get("replace")))
    elif kind == "sync":
        outcomes = engine.sync(rebuild=bool(job.get("rebuild")))
    elif kind == "remove":
        return {"removed": engine.remove(str(job["notice"])).id}
    elif kind == "check":
        return {"check": jsonable.check(engine.check(repair=bool(job.get("repair"))), _say)}
    else:
        raise ValueError(f"no such job {kind!r}")
    return {"outcomes": [jsonable.outcome(outcome, _say) for outcome in outcomes]}


def _say(item: Remark) -> str:
    return i18n.remark(item, "en")


def _refusal(request: Request, engine: Engine) -> JSONResponse | None:
    client = request.client.host if request.client else ""
    owner = engine.index.owner
    token = request.headers.get(TOKEN_HEADER, "")
    if not _is_loopback(client) or owner is None or not owner.token:
        return _error("error.job_refused", "jobs are taken from this machine only", 403)
    if not hmac.compare_digest(token.encode(), owner.token.encode()):
        return _error("error.job_refused", "the job's token is not this app's", 403)
    return None


def _is_loopback(client: str) -> bool:
    """Whether this client address is of this machine; an IPv4 one may come written as IPv6."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _error(
    code: str, message: str, status: int, params: dict[str, str] | None = None
) -> JSONResponse:
    problem = {"code": code, "message": message, "params": params or {}}
    return JSONResponse({"error": problem}, status_code=status)
