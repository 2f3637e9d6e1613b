"""Whether the evidence answers the question: a small logistic model over named features.

The retrieval score alone cannot tell (questions that sound like the corpus and are not answered by
it score higher than real ones), so the decision rests on what an answer has to have: a span of the
kind asked for, the words of the question that the best sentence leaves open, the year it names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.details import details_asked, details_missing
from answer.evidence import Evidence, candidates
from answer.tuning import tuning
from language.normalise import normalise
from language.typed import SPAN_KINDS, typed_spans
from language.words import content_words
from records import AnswerStatus, Attachment, Hits, Notice, Question, Remark

ELSEWHERE = re.compile(
    r"\bsee (?:the )?(?:attachment|annex|appendix)|\bplease refer to\b|\bdownloaded?\b"
    r"|见附件|详见|参见|下载|附后",
    re.IGNORECASE,
)
CONTENT_TYPES = frozenset({"documents", "procedure", "list", "definition", "amount", "duration"})
TITLE_LEAD = 0.15
"""Cover by which a title must lead the next one to name the notice that is asked about."""
NO_FIT_GAP = 6.0
"""The gap in fused score that counts where no sentence at all is of the kind asked for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that the evidence answers, the features behind it, and the reason."""

    probability: float
    features: Mapping[str, float]
    status: AnswerStatus
    reason: Remark


def judge(hits: Hits, chosen: Sequence[Evidence]) -> Verdict:
    """Decide whether ``chosen`` answers the question of ``hits``."""
    if not chosen:
        code = "not_stated.no_notice" if not hits.notices_searched else "not_stated.nothing_found"
        return Verdict(0.0, {}, "not_stated", Remark(code))
    absent = record_lacks(hits, chosen)
    if absent is not None:
        return Verdict(0.0, {}, "not_stated", absent)
    features = measure(hits, chosen)
    settings = tuning()
    total = settings.bias + sum(settings.weights[name] * value for name, value in features.items())
    probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    if probability < settings.answered:
        return Verdict(probability, features, "not_stated", _why_not(hits, chosen, features))
    missing = _missing_part(hits.question, chosen)
    if missing is not None:
        return Verdict(probability, features, "partial", missing)
    return Verdict(probability, features, "answered", Remark("answered"))


def record_lacks(hits: Hits, chosen: Sequence[Evidence]) -> Remark | None:
    """What the record of the notice that is asked about does not have; None where it has it.

    "When was it issued?" is answered by the notice's own dates and by nothing else: a year in its
    text is no answer. The notice asked about is the one whose title covers the question clearly
    best, else the one of the best evidence.
    """
    question = hits.question
    notice = _asked_notice(hits, chosen)
    dates = (notice.dates.signed, notice.dates.released, notice.dates.effective)
    issuing = {"signature", "released"} & set(question.about)
    if issuing and question.answer_types[0] == "date" and not any(dates):
        return Remark("not_stated.record_date", {"notice": notice.title})
    if "number" in question.about and notice.number is None:
        return Remark("not_stated.record_number", {"notice": notice.title})
    own = [evidence.text for evidence in chosen if evidence.notice.id == notice.id]
    asked = {detail.name for detail in details_asked(question.searched)} & {"phone", "email"}
    given = asked - set(details_missing(question.searched, own))
    given |= asked & {contact.kind for contact in notice.contacts}
    if "contacts" in question.about and asked and not given:
        return Remark("not_stated.record_contacts", {"notice": notice.title})
    return None


def _asked_notice(hits: Hits, chosen: Sequence[Evidence]) -> Notice:
    ranked = sorted(hits.titles.items(), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] >= TITLE_LEAD:
        return next(hit.notice for hit in hits.hits if hit.notice.id == ranked[0][0])
    return chosen[0].notice


def _missing_part(question: Question, chosen: Sequence[Evidence]) -> Remark | None:
    """Of a question in several parts, what the evidence does not give; None where it gives all."""
    asked = details_asked(question.searched)
    missed = details_missing(question.searched, [evidence.text for evidence in chosen])
    if missed and len(missed) < len(asked):
        return Remark(f"partial.detail_{missed[0]}")
    for kinds in question.parts:
        spans = [kind for kind in kinds if kind in SPAN_KINDS]
        if spans and not any(typed_spans(spans[0], evidence.text) for evidence in chosen):
            return Remark(f"partial.no_{spans[0]}")
    return None


def measure(hits: Hits, chosen: Sequence[Evidence]) -> dict[str, float]:
    """The features of the decision, each 0 where it says nothing."""
    question = hits.question
    weights = [weight for _, weight in hits.words]
    covers = _union(chosen, len(weights))
    asked = [kind for kind in question.answer_types if kind in SPAN_KINDS]
    ranked = candidates(hits)
    best = ranked[0]
    fitting = [evidence for evidence in ranked if evidence.scores.fits]
    gap = best.scores.fused - fitting[0].scores.fused if fitting else NO_FIT_GAP
    metadata = "metadata" in question.answer_types
    front = best.clause.kind != "body"
    focus = _focus_covers(hits, covers)
    return {
        "uncovered_by_best": _share(
            weights, [float(c < tuning().word_covered) for c in best.coverage]
        ),
        "fit_gap": min(gap, NO_FIT_GAP) if asked else 0.0,
        "focus_least": min(focus, default=0.0),
        "has_focus": float(bool(focus)),
        "details_missed": float(len(missed_details(question, chosen))),
        "constraints_missed": float(len(missed_constraints(hits, chosen))),
        "dense": best.scores.dense,
        "lexical": best.scores.lexical,
        "lead": best.scores.fused - ranked[min(2, len(ranked) - 1)].scores.fused,
        "metadata_found": float(metadata and front),
        "elsewhere": float(points_elsewhere(question, chosen)),
        "yes_no": float("yes_no" in question.answer_types),
    }


def _focus_covers(hits: Hits, covers: Sequence[float]) -> list[float]:
    """The covers of the question's focus words."""
    focus = set(hits.question.focus)
    return [cover for (word, _), cover in zip(hits.words, covers, strict=True) if word in focus]


def missed_details(question: Question, chosen: Sequence[Evidence]) -> tuple[str, ...]:
    """The details that the question asks for and the two best pieces of evidence do not give."""
    return details_missing(question.searched, [evidence.text for evidence in chosen[:2]])


def missed_constraints(hits: Hits, chosen: Sequence[Evidence]) -> list[str]:
    """The years, numbers and names of the question that neither evidence nor its notice holds.

    A name may stand in the other language, so it counts as held where its words are covered.
    """
    covers = _union(chosen, len(hits.words))
    floor = tuning().word_covered
    covered = {w for (w, _), cover in zip(hits.words, covers, strict=True) if cover >= floor}
    missed = []
    for kind, value in hits.question.constraints:
        wanted = _squeezed(value)
        held = any(
            wanted in _squeezed(normalise(text))
            for evidence in chosen
            for text in _context(evidence)
        )
        if not held and not (kind == "name" and covered & set(content_words(value))):
            missed.append(value)
    return missed


def _squeezed(text: str) -> str:
    """Without spaces and the "no." of document numbers: "[2022] no. 27" is [2022]27."""
    return re.sub(r"\s+|no\.", "", text)


def points_elsewhere(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the question is about an attachment, or the best evidence sends elsewhere."""
    if any(kind == "attachment" for kind, _ in question.constraints):
        return True
    return bool(CONTENT_TYPES & set(question.answer_types)) and bool(
        ELSEWHERE.search(chosen[0].text)
    )


def attachment_named(chosen: Sequence[Evidence]) -> Attachment | None:
    """The attachment that the best evidence cites and the corpus does not hold."""
    for evidence in chosen[:1]:
        folded = normalise(evidence.text)
        for attachment in evidence.notice.attachments:
            if not attachment.held and normalise(attachment.title)[:20] in folded:
                return attachment
            cited = rf"(?:attachment|annex|appendix|附件)\s*{attachment.number}(?!\d)"
            if not attachment.held and re.search(cited, folded):
                return attachment
    return None


def _why_not(
    hits: Hits,
    chosen: Sequence[Evidence],
    features: Mapping[str, float],
) -> Remark:
    uncovered = _uncovered(hits, chosen)
    missed = missed_constraints(hits, chosen)
    if features["elsewhere"]:
        attachment = attachment_named(chosen)
        if attachment is not None:
            return Remark("not_stated.attachment", {"title": attachment.title})
        return Remark("not_stated.elsewhere")
    if features["details_missed"]:
        return Remark(f"not_stated.detail_{missed_details(hits.question, chosen)[0]}")
    if missed:
        return Remark("not_stated.constraint", {"missing": ", ".join(missed)})
    if features["fit_gap"] >= NO_FIT_GAP:
        asked = [kind for kind in hits.question.answer_types if kind in SPAN_KINDS]
        return Remark(f"not_stated.no_{asked[0]}")
    if uncovered:
        return Remark("not_stated.words", {"missing": ", ".join(uncovered)})
    return Remark("not_stated.weak")


def _uncovered(hits: Hits, chosen: Sequence[Evidence]) -> tuple[str, ...]:
    covers = _union(chosen, len(hits.words))
    floor = tuning().word_covered
    return tuple(word for (word, _), cover in zip(hits.words, covers, strict=True) if cover < floor)


def _union(chosen: Sequence[Evidence], size: int) -> list[float]:
    return [max((e.coverage[place] for e in chosen), default=0.0) for place in range(size)]


def _share(weights: Sequence[float], covers: Sequence[float]) -> float:
    total = sum(weights)
    return sum(w * c for w, c in zip(weights, covers, strict=True)) / total if total else 0.0


def _context(evidence: Evidence) -> list[str]:
    notice = evidence.notice
    dates = [
        fact.value.isoformat()
        for fact in (notice.dates.signed, notice.dates.released, notice.dates.effective)
        if fact is not None and fact.value is not None
    ]
    number = [text for text in (notice.number, notice.number_normalised) if text]
    return [
        evidence.clause.text, *evidence.clause.heading_path, notice.title, *dates, *number
    ]  # fmt: skip
