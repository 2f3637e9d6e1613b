"""A job for the process that owns the data folder: over loopback where it takes jobs.

The owner's file names its url and a token that only the same user can read; without a url the
caller is told who holds the folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from errors import NoticeDeskError, StoreError, StoreLocked
from index.lock import current_owner

JOBS_PATH = "/noticedesk/jobs"
TOKEN_HEADER = "X-NoticeDesk-Token"
JOB_SECONDS = 3600.0


def hand_over(locked: StoreLocked, data_dir: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Have the owner of ``data_dir`` do ``job`` and give back its result.

    Raises ``locked`` where the owner takes no jobs, and the job's own error where it failed.
    """
    owner = current_owner(data_dir)
    if owner is None or not owner.url or not owner.token:
        raise locked
    try:
        with httpx.Client(timeout=JOB_SECONDS, trust_env=False) as client:
            response = client.post(
                owner.url.rstrip("/") + JOBS_PATH, json=job, headers={TOKEN_HEADER: owner.token}
            )
            result: dict[str, Any] = response.json()
    except (httpx.HTTPError, ValueError) as exc:
        raise StoreError(
            f"the app at {owner.url} owns {data_dir} and did not take the job ({exc}); "
            "try again, or stop the app",
            code="error.handoff",
            url=owner.url,
            problem=exc,
        ) from exc
    if "error" in result:
        problem = result["error"]
        raise NoticeDeskError(problem["message"], code=problem["code"], **problem["params"])
    return result
