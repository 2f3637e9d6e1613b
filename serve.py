"""Start NoticeDesk: index brought level with the corpus, then the app and our own routes."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from types import FrameType

import streamlit as st

from engine import in_tenths, naming, shared_engine, start_logging
from errors import NoticeDeskError, SettingsError
from settings import ROOT, Settings, load_settings
from web.routes import routes

log = logging.getLogger("noticedesk")


def main() -> int:
    """Serve until stopped by Ctrl+C or SIGTERM; 1 with one line on stderr where it cannot start."""
    for stopping in (signal.SIGINT, signal.SIGTERM):  # a background job inherits SIGINT ignored
        signal.signal(stopping, _stop)
    try:
        settings = load_settings()
        start_logging(settings.log_level)
        _serve(settings)
    except NoticeDeskError as exc:
        print(f"NoticeDesk cannot start: {exc.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        _say("stopped")
    return 0


def _stop(_: int, __: FrameType | None) -> None:
    """End as Ctrl+C does: uvicorn raises its signal again once the server is down."""
    raise KeyboardInterrupt


def _serve(settings: Settings) -> None:
    _require_free(settings)
    url = f"http://{settings.host}:{settings.port}"
    _say(f"opening the index in {settings.data_dir}")
    engine = shared_engine(settings, url=url, progress=_progress)
    try:
        outcomes = engine.sync(progress=_progress)
        changed = [outcome for outcome in outcomes if outcome.result != "unchanged"]
        _say(f"{len(engine.notices())} notices, {len(changed)} changed since the last start")
        for outcome in changed:
            if outcome.problem is not None:
                _say(naming(outcome.file, outcome.problem.params.get("message", "")))
        threading.Thread(target=engine.warm, name="warm", daemon=True).start()
        _say(f"the app answers at {url} (stop with Ctrl+C)")
        app = st.App(ROOT / "app.py", routes=routes(engine))
        app.run(config={"server.port": settings.port, "server.address": settings.host})
    finally:
        engine.close()


def _require_free(settings: Settings) -> None:
    """Raise `SettingsError` where something listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as exc:
            raise SettingsError(
                f"{settings.host}:{settings.port} cannot be used ({exc.strerror}); if NoticeDesk "
                f"runs already, open http://{settings.host}:{settings.port}, else set "
                "NOTICEDESK_PORT to another port",
                code="error.port",
                host=settings.host,
                port=settings.port,
                problem=exc.strerror,
            ) from exc


def _say(line: str) -> None:
    print(f"NoticeDesk: {line}", file=sys.stderr, flush=True)


_progress = in_tenths(_say)


if __name__ == "__main__":
    sys.exit(main())
