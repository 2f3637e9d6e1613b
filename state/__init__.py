"""What people do: workspaces, their questions and answers, their ticks and feedback.

Read in this order: `tables` (what is stored), `sqlite` (the one file that knows the database
product), `schema` (is the database at head; migrate it), `answers` (Answer to JSON and back),
`workspaces` (what the engine calls).
"""

from __future__ import annotations

from state.workspaces import Workspaces

__all__ = ["Workspaces"]
