"""Opens the stores and composes the stages: what app, command line and web call."""

from engine.engine import Engine, open_engine, shared_engine
from engine.progress import in_tenths

__all__ = ["Engine", "in_tenths", "open_engine", "shared_engine"]
