"""Addresses inside the app: which page, which notice, which characters.

``w`` is the workspace's token and stays out of every link that people pass on, except the private
link itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from records import Citation, Language, Span

PageName = Literal["ask", "notices", "checklists", "workspace"]
PAGES: tuple[PageName, ...] = ("ask", "notices", "checklists", "workspace")
LANGUAGES: Mapping[Language, str] = {"en": "English", "zh": "中文"}
_LONGEST_OFFSET = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link into the notice reader points: a notice, and the characters to highlight."""

    notice_id: str
    span: Span | None = None


def language_of(value: str | None) -> Language | None:
    """The interface language that a query parameter names, or None."""
    return value if value in LANGUAGES else None  # type: ignore[return-value]


def language_of_locale(locale: str | None) -> Language:
    """The interface language for a browser's locale such as ``zh-CN``; English for any other."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"


def place_params(place: Place) -> dict[str, str]:
    """The query parameters that open the reader at ``place``."""
    params = {"notice": place.notice_id}
    if place.span is not None:
        params |= {"start": str(place.span.start), "end": str(place.span.end)}
    return params


def citation_params(citation: Citation) -> dict[str, str]:
    """The query parameters that open the reader at the characters of ``citation``."""
    return place_params(Place(citation.notice_id, citation.span))


def place_from(params: Mapping[str, str]) -> Place | None:
    """The place that query parameters name; a span that is no range of numbers is left out."""
    notice_id = params.get("notice", "").strip()
    if not notice_id:
        return None
    start, end = params.get("start", ""), params.get("end", "")
    numbers = all(
        part.isascii() and part.isdigit() and len(part) <= _LONGEST_OFFSET for part in (start, end)
    )
    if not numbers or int(start) >= int(end):
        return Place(notice_id)
    return Place(notice_id, Span(int(start), int(end)))


def address(current_url: str, page: PageName, params: Mapping[str, str]) -> str:
    """The full address of ``page``, from the address of the page that is open now."""
    parts = urlsplit(current_url)
    base = parts.path.rstrip("/")
    for name in PAGES:
        base = base.removesuffix(f"/{name}")
    path = f"{base}/" if page == "ask" else f"{base}/{page}"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(params), ""))


def is_web_address(value: str | None) -> bool:
    """Whether ``value`` may be offered as a link: http or https with a host, nothing else."""
    parts = urlsplit(value or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc)
