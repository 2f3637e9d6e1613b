"""Who issues: names of bodies in both languages, their aliases and general offices."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.yamlfile import load_data
from language.normalise import normalise

_OFFICE_EN = r"(?P<office>(?:general\s+)?office\s+(?:of|for)\s+(?:the\s+)?)?"
_OFFICE_ZH = r"(?P<office_after>办公厅|办公室|\s+general\s+office)?"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body of the alias file; document numbers open with its (or its office's) codes."""

    id: str
    en: str
    zh: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...] = ()
    office_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuerMention:
    """A body named at ``start:end`` of a text; its office has the id ``…-office``."""

    start: int
    end: int
    text: str
    id: str


@lru_cache(maxsize=1)
def issuers() -> tuple[Issuer, ...]:
    """Every body of ``data/issuers.yaml``."""
    return tuple(
        Issuer(
            row["id"], row["en"], row["zh"], tuple(row["aliases"]),
            tuple(row.get("codes", ())), tuple(row.get("office_codes", ())),
        )
        for row in load_data("issuers")
    )  # fmt: skip


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {
        normalise(name): body.id for body in issuers() for name in (body.en, body.zh, *body.aliases)
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(
        {name for body in issuers() for name in (body.en, body.zh, *body.aliases)},
        key=len,
        reverse=True,
    )
    parts = []
    for name in names:
        spaced = r"\s+".join(re.escape(word) for word in name.split())
        spaced = spaced.replace("'", "['’]")
        # An acronym keeps its case ("MOST" is no "most"); a name may be printed in any.
        if name.isascii():
            spaced = rf"\b{spaced}\b" if name.isupper() else rf"(?i:\b{spaced}\b)"
        parts.append(spaced)
    return re.compile(rf"(?:(?i:{_OFFICE_EN}))(?P<name>{'|'.join(parts)})(?:(?i:{_OFFICE_ZH}))")


def find_issuers(text: str) -> list[IssuerMention]:
    """Every known body named in ``text``, in order, none overlapping."""
    found = []
    for match in _pattern().finditer(text):
        base = _by_name()[normalise(match["name"])]
        office = bool(match["office"] or match["office_after"])
        found.append(
            IssuerMention(
                match.start(), match.end(), match.group(), f"{base}-office" if office else base
            )
        )
    return found


def issuer_id(name: str) -> str:
    """The id of the body called ``name``; a slug of the name where it is not in the alias file."""
    for mention in find_issuers(name):
        rest = name[: mention.start] + name[mention.end :]
        if len(re.sub(r"[\W_]|\bthe\b|中华人民共和国", "", rest)) <= 2:
            return mention.id
    return slug(name)


def issuer_names(identifier: str) -> tuple[str, str] | None:
    """The English and Chinese name of the body with ``identifier``; None for an unknown one."""
    base = identifier.removesuffix("-office")
    body = next((one for one in issuers() if one.id == base), None)
    if body is None:
        return None
    if base == identifier:
        return body.en, body.zh
    office = "办公厅" if body.id in ("state-council", "mof") else "办公室"
    return f"General Office of {body.en}", body.zh + office


def slug(text: str, limit: int = 60) -> str:
    """Runs of letters, digits and Han characters joined by ``-``, at most ``limit`` characters.

    A longer text is cut and keeps eight digits of its hash, so that two long titles that begin
    alike stay apart.
    """
    folded = normalise(text)
    whole = "-".join(re.findall(r"[a-z0-9\u3400-\u9fff\uf900-\ufaff]+", folded)) or "untitled"
    if len(whole) <= limit:
        return whole
    digest = hashlib.sha256(folded.encode("utf-8")).hexdigest()[:8]
    cut = whole[: limit - len(digest) - 1]
    words = cut.rpartition("-")[0] if whole[len(cut)].isascii() and whole[len(cut)] != "-" else cut
    return f"{(words or cut).strip('-')}-{digest}"
