"""Codes into sentences, in English and simplified Chinese.

`messages/en.yaml` and `messages/zh.yaml` hold every sentence and label under the same codes;
nothing else in the project speaks to its users.
"""

from i18n.wording import (
    SOURCE_WARNINGS,
    MissingMessage,
    error,
    has,
    issuer,
    name,
    remark,
    set_strict,
    source_note,
    text,
)

__all__ = [
    "SOURCE_WARNINGS",
    "MissingMessage",
    "error",
    "has",
    "issuer",
    "name",
    "remark",
    "set_strict",
    "source_note",
    "text",
]
