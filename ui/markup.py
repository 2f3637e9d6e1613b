"""Source text on its way to the screen: escaped for HTML, or made plain for a widget's label.

Streamlit draws labels as Markdown and `st.html` as HTML. Text from notices and from people passes
through `escape` or `plain_label`, whatever it holds.
"""

from __future__ import annotations

import html
import re

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$~#|{}])")
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+\-/]+(?:[:\[]|\\\[))")
_LIST_OPENER = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """``text`` as HTML text or attribute value: every character shows as itself."""
    return html.escape(text, quote=True)


def plain_label(text: str) -> str:
    """``text`` as a Markdown label that shows the same characters and nothing else.

    Line ends become spaces. A colon that would open an emoji, an icon or a colour gets an invisible
    word joiner after it, for there is no escape for those.
    """
    flat = " ".join(text.split())
    escaped = _MARKDOWN.sub(r"\\\1", flat)
    escaped = _SHORTCODE.sub(":" + _WORD_JOINER, escaped)
    return _LIST_OPENER.sub(_escape_opener, escaped)


def _escape_opener(match: re.Match[str]) -> str:
    space, opener = match.groups()
    return f"{space}\\{opener}" if opener in "-+" else f"{space}{opener}{_WORD_JOINER}"


def shorten(text: str, longest: int) -> str:
    """At most ``longest`` characters of ``text`` on one line, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def tag(name: str, content: str, css: str = "", **attributes: str | None) -> str:
    """An element around ``content``, which is HTML already; attribute values are escaped here."""
    named = {"class": css or None, **{key.rstrip("_"): value for key, value in attributes.items()}}
    written = "".join(
        f' {key.replace("_", "-")}="{escape(value)}"'
        for key, value in named.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"
