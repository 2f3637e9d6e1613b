"""The command line with the deterministic encoders, in a process of its own: ``ROOT WORD…``."""

from __future__ import annotations

import sys
from functools import partial

sys.path.insert(0, sys.argv[1])

import cli
from engine import open_engine
from tests.fakes import fake_encoders

setattr(cli, "open_engine", partial(open_engine, encoders=fake_encoders()))  # noqa: B010
sys.argv = ["cli.py", *sys.argv[2:]]
sys.exit(cli.main())
