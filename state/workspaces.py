"""Workspaces: a person's own corner, reached by an unguessable token and by nothing else."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from errors import NotFound
from records import Answer, Requirement, Tick, Turn, Workspace
from state.answers import dump_answer, load_answer
from state.schema import bring_to_head
from state.sqlite import open_engine, translated
from state.tables import NAME_LENGTH, tick_events, turns, workspaces

TOKEN_BYTES: Final = 24  # 192 random bits: 32 characters in a link
COMMENT_LENGTH: Final = 2000

# Controls, lone surrogates, and the marks that turn the direction of the text around them.
_NOT_IN_NAMES: Final = ("Cc", "Cs")
_DIRECTION_MARKS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class Workspaces:
    """The stored workspaces; safe for many threads, and for many processes on one data folder.

    Every method may raise a `StoreError` (busy, read-only, damaged, disk full); every method with
    a token raises `NotFound` where no workspace has it.
    """

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        """Take a database that is at head; `open` makes it so."""
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._data_dir = data_dir

    @classmethod
    def open(cls, data_dir: Path) -> Workspaces:
        """Open the state in ``data_dir``, making or migrating it where needed.

        Raises `StoreReadOnly`, `StoreDamaged`, and `StoreMismatch` for a newer schema.
        """
        engine = open_engine(data_dir)
        try:
            with translated(data_dir):
                bring_to_head(engine, data_dir)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, data_dir)

    def close(self) -> None:
        """Close all connections; the object is of no use afterwards."""
        self._engine.dispose()

    def create(self, name: str) -> Workspace:
        """Make a workspace; the token in the result is the only copy there will ever be."""
        workspace = Workspace(secrets.token_urlsafe(TOKEN_BYTES), _clean_name(name), _now())
        with self._writing() as connection:
            connection.execute(
                insert(workspaces).values(
                    token_sha256=_token_hash(workspace.token),
                    name=workspace.name,
                    created_at=workspace.created_at,
                )
            )
        return workspace

    def get(self, token: str) -> Workspace:
        """The workspace that ``token`` opens."""
        with self._reading() as connection:
            row = _find(connection, token)
        return Workspace(token, row.name, row.created_at)

    def rename(self, token: str, name: str) -> Workspace:
        """Give the workspace another display name."""
        with self._writing() as connection:
            row = _find(connection, token)
            cleaned = _clean_name(name)
            connection.execute(
                update(workspaces).where(workspaces.c.id == row.id).values(name=cleaned)
            )
        return Workspace(token, cleaned, row.created_at)

    def delete(self, token: str) -> None:
        """Delete the workspace with its turns, feedback, ticks and their history."""
        with self._writing() as connection:
            row = _find(connection, token)
            connection.execute(delete(workspaces).where(workspaces.c.id == row.id))

    def add_turn(self, token: str, answer: Answer) -> Turn:
        """Keep a question with the answer that was given to it."""
        question, at = _storable(answer.question.text), _now()
        with self._writing() as connection:
            row = _find(connection, token)
            done = connection.execute(
                insert(turns)
                .values(
                    workspace_id=row.id,
                    question=question,
                    answer=_storable(dump_answer(answer)),
                    created_at=at,
                )
                .returning(turns.c.id)
            )
            turn_id: int = done.scalar_one()
        return Turn(turn_id, question, answer, at)

    def turns(self, token: str) -> tuple[Turn, ...]:
        """The workspace's chat, oldest first."""
        with self._reading() as connection:
            row = _find(connection, token)
            found = connection.execute(
                select(turns).where(turns.c.workspace_id == row.id).order_by(turns.c.id)
            ).all()
        return tuple(
            Turn(
                id=turn.id,
                question=turn.question,
                answer=load_answer(turn.answer, turn.question, turn.created_at.date()),
                created_at=turn.created_at,
                feedback=turn.feedback,
            )
            for turn in found
        )

    def clear_turns(self, token: str) -> None:
        """Delete the workspace's chat and the feedback on it; ticks stay."""
        with self._writing() as connection:
            row = _find(connection, token)
            connection.execute(delete(turns).where(turns.c.workspace_id == row.id))

    def add_feedback(
        self, token: str, turn_id: int, value: Literal[1, -1], comment: str = ""
    ) -> None:
        """Say whether an answer helped; one opinion per turn, the last one counts.

        Raises `NotFound` where the turn is not this workspace's.
        """
        with self._writing() as connection:
            row = _find(connection, token)
            changed = connection.execute(
                update(turns)
                .where(turns.c.id == turn_id, turns.c.workspace_id == row.id)
                .values(
                    feedback=value,
                    feedback_comment=_storable(comment).strip()[:COMMENT_LENGTH],
                    feedback_at=_now(),
                )
            )
        if not changed.rowcount:
            raise NotFound(
                f"this workspace has no question number {turn_id}; it may have been cleared",
                code="error.turn_not_found",
                id=turn_id,
            )

    def set_tick(self, token: str, requirement: Requirement, done: bool) -> Tick:
        """Tick a requirement, or take its tick back; what is so already adds no history."""
        tick = Tick(
            requirement_id=requirement.id,
            notice_id=requirement.notice_id,
            clause_id=requirement.clause_id,
            quote=_storable(requirement.source_text),
            done=done,
            at=_now(),
        )
        with self._writing() as connection:
            workspace_id = _find(connection, token).id
            events = _events(connection, workspace_id, requirement.id)
            if events and events[-1].done == done and events[-1].quote == tick.quote:
                return events[-1]
            connection.execute(
                insert(tick_events).values(
                    workspace_id=workspace_id,
                    requirement_id=tick.requirement_id,
                    notice_id=tick.notice_id,
                    clause_id=tick.clause_id,
                    quote=tick.quote,
                    done=tick.done,
                    at=tick.at,
                )
            )
        return tick

    def ticks(self, token: str) -> dict[str, Tick]:
        """The state of every requirement that was ever ticked here, by requirement id."""
        with self._reading() as connection:
            row = _find(connection, token)
            newest = (
                select(func.max(tick_events.c.id))
                .where(tick_events.c.workspace_id == row.id)
                .group_by(tick_events.c.requirement_id)
            )
            found = connection.execute(
                select(tick_events).where(tick_events.c.id.in_(newest)).order_by(tick_events.c.id)
            ).all()
        return {event.requirement_id: _tick(event) for event in found}

    def tick_history(self, token: str, requirement_id: str) -> tuple[Tick, ...]:
        """Every change of one requirement's tick in this workspace, oldest first."""
        with self._reading() as connection:
            return _events(connection, _find(connection, token).id, requirement_id)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(self._data_dir), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self._data_dir), self._writer.begin() as connection:
            yield connection


def _find(connection: Connection, token: str) -> Row[Any]:
    """The workspace's row; the token itself stands in no message, since messages are logged."""
    row = connection.execute(
        select(workspaces).where(workspaces.c.token_sha256 == _token_hash(token))
    ).one_or_none()
    if row is None:
        raise NotFound(
            "no workspace has this link; it was mistyped, or its owner deleted the workspace",
            code="error.workspace_not_found",
        )
    return row


def _events(connection: Connection, workspace_id: int, requirement_id: str) -> tuple[Tick, ...]:
    found = connection.execute(
        select(tick_events)
        .where(
            tick_events.c.workspace_id == workspace_id,
            tick_events.c.requirement_id == requirement_id,
        )
        .order_by(tick_events.c.id)
    )
    return tuple(_tick(event) for event in found)


def _tick(event: Row[Any]) -> Tick:
    return Tick(
        requirement_id=event.requirement_id,
        notice_id=event.notice_id,
        clause_id=event.clause_id,
        quote=event.quote,
        done=event.done,
        at=event.at,
    )


def _token_hash(token: str) -> str:
    """SHA-256 of the token; no salt is needed for 192 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _clean_name(name: str) -> str:
    """A display name on one line: no controls, no direction marks, at most `NAME_LENGTH` long."""
    spaced = " ".join(name.split())
    kept = (
        char
        for char in spaced
        if unicodedata.category(char) not in _NOT_IN_NAMES and char not in _DIRECTION_MARKS
    )
    return "".join(kept)[:NAME_LENGTH].strip()


def _storable(text: str) -> str:
    """``text`` without what UTF-8 or a database's text cannot hold: lone surrogates, NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _now() -> datetime:
    return datetime.now(UTC)
