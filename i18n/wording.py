"""Look a code up in the reader's language and fill in its parameters.

Each file is a flat mapping of codes to sentences with ``{placeholders}``. A sentence that
counts something is a mapping ``{one: …, other: …}``; the form is chosen by the parameter ``count``.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final, get_args

import yaml

from errors import NoticeDeskError
from records import Language, Notice, NoticeKind, Remark

FOLDER = Path(__file__).resolve().parent / "messages"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
SOURCE_WARNINGS: Final = frozenset({*get_args(NoticeKind), "status_unknown"})
"""Codes of an answer's warnings on its sources, for who says that of each source in any case."""

_log = logging.getLogger(__name__)
_strict = False


class MissingMessage(LookupError):
    """A code has no sentence, or its sentence lacks a parameter (raised in strict mode only)."""


def set_strict(strict: bool) -> None:
    """Raise `MissingMessage` instead of showing the bare code; for tests."""
    global _strict
    _strict = strict


@cache
def messages(language: Language) -> Mapping[str, str | Mapping[str, str]]:
    """Every message of one language by its code, from all of its files."""
    return {
        code: message
        for file in message_files(language)
        for code, message in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    }


def message_files(language: Language) -> list[Path]:
    """The files of one language: ``en.yaml``, and ``<part>.en.yaml`` beside it."""
    return [FOLDER / f"{language}.yaml", *sorted(FOLDER.glob(f"*.{language}.yaml"))]


def placeholders(message: str | Mapping[str, str]) -> frozenset[str]:
    """The parameters that a message names, in any of its forms."""
    forms = [message] if isinstance(message, str) else list(message.values())
    return frozenset(
        field for form in forms for _, field, _, _ in Formatter().parse(form) if field is not None
    )


def has(code: str) -> bool:
    """Whether a sentence stands under ``code``."""
    return code in messages("en")


def text(code: str, language: Language, params: Mapping[str, object] | None = None) -> str:
    """The sentence or label under ``code``.

    An unknown code, or a parameter that the sentence needs and ``params`` lacks, gives the code
    itself and a line in the log; in strict mode it raises `MissingMessage`.
    """
    params = params or {}
    message = messages(language).get(code)
    if message is None:
        return _missing(code, f"no message {code!r} in {language}")
    form = message if isinstance(message, str) else _form(message, params)
    try:
        return form.format_map({key: str(value) for key, value in params.items()})
    except KeyError as exc:
        return _missing(code, f"message {code!r} in {language} lacks the parameter {exc}")


def _form(message: Mapping[str, str], params: Mapping[str, object]) -> str:
    return message["one"] if str(params.get("count")) == "1" else message["other"]


def _missing(code: str, problem: str) -> str:
    if _strict:
        raise MissingMessage(problem)
    _log.error("%s", problem)
    return code


def remark(item: Remark, language: Language) -> str:
    """The sentence of a reason or a warning, or of an error that was kept as a remark.

    A code may have a fuller sentence under ``<code>.full``, for remarks that carry its parameters.
    """
    params = {"message": "", **item.params}
    full = messages(language).get(f"{item.code}.full")
    code = f"{item.code}.full" if full and placeholders(full) <= set(params) else item.code
    return text(code, language, params).strip()


def error(problem: NoticeDeskError, language: Language) -> str:
    """What went wrong and what to do next; an error without a sentence gives its own message.

    Every sentence may name ``{message}``, the error's own English words.
    """
    params = {"message": problem.message, **problem.params}
    message = messages(language).get(problem.code)
    if message is None or not placeholders(message) <= set(params):
        _log.error("no sentence in %s for %s: %s", language, problem.code, problem.message)
        return text("error.general", language, params)
    return text(problem.code, language, params)


def name(group: str, value: str, language: Language) -> str:
    """The name of a value of a closed set, such as ``name("status", "in_force", "zh")``."""
    return text(f"{group}.{value}", language)


def issuer(notice: Notice, language: Language) -> str:
    """The issuer's name for a reader of ``language``; as published where no other is known."""
    return (notice.issuer_zh or notice.issuer) if language == "zh" else notice.issuer


def source_note(kind: NoticeKind, language: Language, *, title: str, issuer: str) -> str | None:
    """The one line that a source other than the full original needs, or None for an original.

    It says what the source is and with whom to confirm; screens, copies and exports share it.
    """
    if kind == "full_text":
        return None
    return text(f"source_note.{kind}", language, {"title": title, "issuer": issuer})
