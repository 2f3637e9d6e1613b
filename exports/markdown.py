"""Text in Markdown that shows as the same text: for CommonMark, and GitHub's tables and maths.

Only what would be taken for markup gets a backslash, so that a quote still reads as published.
"""

from __future__ import annotations

import re
from typing import Final

from exports.words import encodable

# A backslash before punctuation, emphasis, code, strikethrough, maths, markup, links and images;
# an underscore inside a word is plain in CommonMark.
_INLINE: Final = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~]|$)|[`*$]|~(?=~)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])"""
    r"""|&(?=\#?\w+;)|\](?=[(\[:])|!(?=\[)""",
    re.MULTILINE,
)
# What makes a block of a line by its start: heading, quote, list; underline of a heading or rule;
# the second line of a table.
_OPENER: Final = re.compile(r"^([#>]|[-+](?=[ \t]|$)|=(?==*$)|[-:|](?=[-:| \t]*$))", re.MULTILINE)
_NUMBER_OPENER: Final = re.compile(r"^(\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
# Four columns before a line would make code of it, two spaces after it a break.
_MARGINS: Final = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


def plain(text: str) -> str:
    """``text`` on one line, every character shown as itself."""
    return literal(" ".join(text.split()))


def literal(text: str) -> str:
    """``text`` with its line ends, every character shown as itself; margins are dropped."""
    unified = "\n".join(encodable(text).splitlines())
    escaped = _INLINE.sub(r"\\\g<0>", _MARGINS.sub("", unified))
    escaped = _OPENER.sub(r"\\\1", escaped)
    return _NUMBER_OPENER.sub(r"\1\\\2", escaped)


def quoted(text: str, indent: str = "") -> str:
    """``text`` as a block quote."""
    lines = literal(text).split("\n")
    return "\n".join(f"{indent}> {line}".rstrip() for line in lines)
