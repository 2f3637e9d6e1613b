"""A parsed notice to its requirements, in document order.

Every requirement is a sentence of the notice or the part of one that binds; its span counts in the
notice's text. What the authority says of itself is kept, marked as a commitment.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checklist.actors import AUTHORITIES, AUTHORITY
from checklist.context import Bound, Governing, bind, governing, is_article, section_kind
from checklist.deadlines import find_deadline, is_past
from checklist.details import action_of, attachments_of, condition_of, evidence_of, object_of
from checklist.lexicon import pattern
from checklist.modality import read_sentence
from checklist.reading import Reading, SectionKind
from language.normalise import normalise
from language.sentences import LIST_MARKER
from records import Clause, Deadline, Notice, ParsedNotice, Remark, Requirement, Sentence, Span

ARTICLE_NUMBER = re.compile(r"\s*第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五])?\s*")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, with the list that its colon opens; offsets count in the clause's text."""

    start: int
    end: int
    warnings: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a reading stands: the notice, its clause, the unit and the text they give."""

    parsed: ParsedNotice
    clause: Clause
    unit: _Unit
    text: str


def extract_requirements(parsed: ParsedNotice) -> tuple[Requirement, ...]:
    """The requirements of a notice's body clauses, in document order.

    The authority's promises are among them with ``commitment`` set. An item of a sentence that
    ingest warned about carries that warning. Ids are stable against re-extraction; a sentence that
    stands twice in one clause gets a second id.
    """
    state = governing(parsed)
    seen: Counter[str] = Counter()
    requirements: list[Requirement] = []
    for clause in parsed.clauses:
        if clause.kind != "body":
            continue
        state.enter(clause)
        section = section_kind(clause)
        for unit in _units(clause):
            place = _Place(parsed, clause, unit, clause.text[unit.start : unit.end])
            requirements += _of_unit(place, section, state, seen)
    return tuple(requirements)


def _units(clause: Clause) -> Iterator[_Unit]:
    """The clause's sentences that are no headings; a list belongs to the lead that opens it."""
    pending: _Unit | None = None
    for sentence in clause.sentences:
        if sentence.heading:
            continue
        unit = _unit(clause, sentence)
        text = clause.text[unit.start : unit.end]
        if pending is not None and _goes_on(clause, pending, text):
            pending = _Unit(pending.start, unit.end, (*pending.warnings, *unit.warnings))
            continue
        if pending is not None:
            yield pending
        pending = None
        if text.endswith((":", "：")) or _unfinished(clause, unit):
            pending = unit
        else:
            yield unit
    if pending is not None:
        yield pending


def _goes_on(clause: Clause, pending: _Unit, text: str) -> bool:
    """Whether ``text`` belongs to the sentence before it: a list item, the rest of a sentence."""
    last = clause.text[pending.end - 1]
    if last in ":：":  # the first item decides for the list
        return LIST_MARKER.match(text) is not None and not _binds_itself(clause, text)
    if last in ";；":
        return LIST_MARKER.match(text) is not None
    return _unfinished(clause, pending)


def _unfinished(clause: Clause, unit: _Unit) -> bool:
    """Whether a full stop was lost: the sentence goes on in the next one on its line."""
    rest = clause.text[unit.end :]
    return clause.text[unit.end - 1].isalnum() and rest.strip() != "" and "\n" not in rest[:1]


def _unit(clause: Clause, sentence: Sentence) -> _Unit:
    start = sentence.span.start - clause.span.start
    end = sentence.span.end - clause.span.start
    number = ARTICLE_NUMBER.match(clause.text, start, end)
    return _Unit(number.end() if number else start, end, sentence.warnings)


def _binds_itself(clause: Clause, text: str) -> bool:
    """Whether a list item has a modality of its own ("（一）申请人应当…；")."""
    bare = text.strip(" ;；。.")
    if clause.language == "zh":
        marker = LIST_MARKER.match(bare)
        bare = bare[marker.end() :] if marker else bare
        if bare.endswith("的"):
            return False
    return any(
        reading.cue and reading.type in {"must", "must_not", "may"}
        for reading in read_sentence(bare, clause.language)
    )


def _of_unit(
    place: _Place, section: SectionKind, state: Governing, seen: Counter[str]
) -> Iterator[Requirement]:
    law = is_article(place.clause)
    for reading in read_sentence(place.text, place.clause.language, section, law=law):
        bound = bind(place.text, reading, state)
        commitment = _is_commitment(place, reading, bound.actor_id, law)
        if reading.promise and not commitment:
            continue
        if commitment and bound.actor_id not in AUTHORITIES:
            bound = Bound(None, AUTHORITY)  # a service announced in the passive
        named = bound.printed or reading.voice == "expletive" or law
        if reading.voice != "encouraged" and named:
            state.saw(bound.actor_id)
        yield _requirement(place, reading, bound.printed, bound.actor_id, commitment, seen)


def _is_commitment(place: _Place, reading: Reading, actor_id: str, law: bool) -> bool:
    """Whether the authority speaks of itself. In a law its duties are norms like any other."""
    if law:
        return False
    if reading.promise:
        if actor_id in AUTHORITIES:
            return True
        deed = place.text[reading.predicate_start : reading.end]
        return reading.voice == "passive" and pattern("en", "services").match(deed) is not None
    return actor_id in AUTHORITIES and reading.type != "condition"


def _requirement(
    place: _Place,
    reading: Reading,
    printed: str | None,
    actor_id: str,
    commitment: bool,
    seen: Counter[str],
) -> Requirement:
    text, clause, notice = place.text, place.clause, place.parsed.notice
    part = text[reading.start : reading.end]
    action = action_of(text, reading)
    deadline = find_deadline(part, clause.language, _year(notice))
    offset = clause.span.start + place.unit.start
    span = Span(offset + reading.start, offset + reading.end)
    return Requirement(
        id=_identity(notice, clause, text, actor_id, action, seen),
        notice_id=notice.id,
        clause_id=clause.id,
        type=reading.type,
        actor=printed,
        actor_id=actor_id,
        action=action,
        object=object_of(text, reading, clause.language),
        span=span,
        source_text=part,
        cue=reading.cue,
        deadline=deadline,
        condition=condition_of(text, reading, clause.language),
        evidence=evidence_of(part, clause.language),
        commitment=commitment,
        warnings=_warnings(place, part, printed, actor_id, deadline),
    )


def _year(notice: Notice) -> int | None:
    """The year a deadline without one takes: of signing, else of release."""
    for fact in (notice.dates.signed, notice.dates.released):
        if fact is not None and fact.value is not None:
            return fact.value.year
    return None


def _identity(
    notice: Notice, clause: Clause, sentence: str, actor_id: str, action: str, seen: Counter[str]
) -> str:
    """16 hex digits of SHA-256 over work, clause, sentence, actor and action; see DESIGN.md."""
    parts = [notice.work_id, clause.text_hash, normalise(sentence), actor_id, normalise(action)]
    key = "\x1f".join(parts)
    seen[key] += 1
    if seen[key] > 1:
        key += f"\x1f{seen[key]}"
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


def _warnings(
    place: _Place, part: str, printed: str | None, actor_id: str, deadline: Deadline | None
) -> tuple[Remark, ...]:
    notice = place.parsed.notice
    warnings = list(dict.fromkeys(remark.code for remark in place.unit.warnings))
    remarks = [next(r for r in place.unit.warnings if r.code == code) for code in warnings]
    if printed is None:
        remarks.append(Remark("checklist.actor_inferred", {"actor_id": actor_id}))
    if deadline is not None:
        if deadline.inferred and deadline.value:
            remarks.append(
                Remark(
                    "checklist.year_inferred",
                    {"printed": deadline.printed, "year": str(deadline.value.year)},
                )
            )
        released = notice.dates.released.value if notice.dates.released else None
        if is_past(deadline, released):
            remarks.append(
                Remark(
                    "checklist.deadline_past_release",
                    {"deadline": str(deadline.value), "released": str(released)},
                )
            )
    held = {attachment.number for attachment in notice.attachments if attachment.held}
    for number in attachments_of(part):
        if number not in held:
            remarks.append(Remark("checklist.attachment_absent", {"number": str(number)}))
    return tuple(remarks)
