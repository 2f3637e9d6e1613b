"""The catalogue's schema and its migrations, through Alembic.

Alembic is imported only where the stored version is not the head, which is rare.
"""

from __future__ import annotations

from pathlib import Path

HEAD = "0001"
"""The newest revision in ``versions/``; a test compares."""
KNOWN = frozenset({"0001"})
"""Every revision this program can read or migrate from."""


def migrate(database: Path) -> None:
    """Bring ``database`` (made where absent) to `HEAD`, in one transaction: all of it or nothing.

    Raises SQLAlchemy's or Alembic's errors as ``RuntimeError`` with the reason.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)

    # Python's sqlite3 opens no transaction before DDL; SQLAlchemy's documented remedy is to switch
    # its own transactions off and to say BEGIN ourselves.
    @event.listens_for(engine, "connect")
    def _no_implicit_transactions(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (SQLAlchemyError, CommandError) as exc:
        raise RuntimeError(str(exc)) from exc
    finally:
        engine.dispose()
