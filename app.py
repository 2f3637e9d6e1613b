"""The Streamlit entry: the engine that this process shares, and the pages."""

from __future__ import annotations

from engine import shared_engine
from settings import load_settings
from ui import shell

shell.run(lambda: shared_engine(load_settings()))
