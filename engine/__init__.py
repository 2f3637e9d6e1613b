"""Opens the stores and composes the stages: what app, command line and web call."""

from engine.engine import Engine, open_engine, shared_engine
from engine.logs import start_logging
from engine.progress import in_tenths, naming

__all__ = ["Engine", "in_tenths", "naming", "open_engine", "shared_engine", "start_logging"]
