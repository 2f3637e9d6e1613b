"""The routes over a desk with the deterministic encoders: ``ROOT DATA CORPUS PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])

import uvicorn
from starlette.applications import Starlette

from tests.desk import open_desk
from web.routes import routes

data, corpus, port = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
engine = open_desk(data, corpus, write=True, url=f"http://127.0.0.1:{port}")
try:
    uvicorn.run(Starlette(routes=routes(engine)), port=port, log_level="warning")
finally:
    engine.close()
