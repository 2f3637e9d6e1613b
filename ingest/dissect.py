"""A text taken apart: which paragraph is what, and the clause tree of its body."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.back import Back, mark_back
from ingest.duplicates import mark_duplicates
from ingest.front import Front, mark_front
from ingest.furniture import cut_ends, mark_furniture
from ingest.outline import Outline, build_outline
from ingest.paragraphs import Paragraph, split_paragraphs
from ingest.wrapping import join_wrapped


@dataclass(frozen=True, slots=True)
class Dissection:
    """What each part of a text is: every character that is not blank stands in one paragraph.

    Body paragraphs are the outline's units and headings; the others are clauses of their role or
    asides.
    """

    paragraphs: tuple[Paragraph, ...]
    front: Front
    back: Back
    outline: Outline

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body."""
        return tuple(one for one in self.paragraphs if one.role == "body")


def dissect(text: str) -> Dissection:
    """Tell furniture, front, body, back and repeats of ``text`` apart and build the clause tree."""
    lines = join_wrapped(text, mark_furniture(split_paragraphs(text)))
    front = mark_front(text, cut_ends(text, lines))
    back = mark_back(front.paragraphs, front.body)
    paragraphs = mark_duplicates(back.paragraphs)
    signed_at = back.paragraphs[back.signed_at - 1].end if back.signed_at else 0
    return Dissection(tuple(paragraphs), front, back, build_outline(paragraphs, signed_at))
