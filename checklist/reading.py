"""What a reader finds in one sentence, before anyone asks whom it binds in this notice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from records import RequirementType

SectionKind = Literal["body", "aims", "eligibility"]
Voice = Literal["active", "passive", "imperative", "expletive", "promise", "encouraged"]

_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|〔[^〔〕]*〕")
_QUOTES = re.compile(r"\"[^\"]*\"|“[^”]*”|《[^《》]*(?:〈[^〉]*〉[^《》]*)*》|「[^」]*」")


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that ``text[start:end]`` of a sentence says.

    ``subject`` is the printed subject, or None where there is none (an imperative, "it is
    necessary"). ``predicate_start`` is where the action begins. ``promise`` is true for "will" and
    for plain indicatives: a commitment where the authority is the subject. ``voice`` tells how the
    subject takes part; a passive subject is acted upon.
    """

    start: int
    end: int
    type: RequirementType
    cue: str
    subject: str | None
    predicate_start: int
    voice: Voice
    promise: bool = False


def blank(text: str, filler: str = " ") -> str:
    """``text`` with bracketed notes and quoted titles replaced by as many ``filler`` characters.

    What stands in them is not said by the sentence: "(which can be downloaded …)".
    """
    for expression in (_QUOTES, _BRACKETS):
        text = expression.sub(lambda found: filler * len(found.group()), text)
    return text


def trim(text: str, start: int, end: int, edges: str) -> tuple[int, int]:
    """``start:end`` without white space and the characters ``edges`` at either end."""
    while start < end and (text[start].isspace() or text[start] in edges):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in edges):
        end -= 1
    return start, end


def unblank(text: str, piece: str, filler: str = " ") -> str:
    """``piece`` of a blanked text with the characters that stand in ``text``."""
    found = re.search(re.escape(piece).replace(re.escape(filler), "."), text, re.DOTALL)
    return found.group() if found else piece
