"""Opens the stores and composes the stages: what app, command line and web call."""

from engine.engine import Engine, open_engine, shared_engine

__all__ = ["Engine", "open_engine", "shared_engine"]
