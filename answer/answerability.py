"""Whether the evidence answers the question: a small logistic model over named features.

The retrieval score alone cannot tell (questions that sound like the corpus and are not answered by
it score higher than real ones), so the decision rests on what an answer has to have: a span of the
kind asked for, the question's rarest words, the year or number it names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.evidence import Evidence, candidates
from answer.tuning import tuning
from language.normalise import normalise
from language.typed import SPAN_KINDS
from records import Attachment, Hits, Question, Remark

ELSEWHERE = re.compile(
    r"\bsee (?:the )?(?:attachment|annex|appendix)|\bplease refer to\b|\bdownloaded?\b"
    r"|见附件|详见|参见|下载|附后",
    re.IGNORECASE,
)
RAREST = 3
CONTENT_TYPES = frozenset({"documents", "procedure", "list", "definition", "amount", "duration"})
ASKED = ("amount", "date", "duration", "count", "who", "where", "documents", "list")
NO_FIT_GAP = 6.0
"""The gap in fused score that counts where no sentence at all is of the kind asked for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that the evidence answers, the features behind it, and the reason."""

    probability: float
    features: Mapping[str, float]
    reason: Remark
    uncovered: tuple[str, ...]

    @property
    def answered(self) -> bool:
        """Whether the question counts as answered."""
        return self.probability >= tuning().answered


def judge(hits: Hits, chosen: Sequence[Evidence]) -> Verdict:
    """Decide whether ``chosen`` answers the question of ``hits``."""
    if not chosen:
        code = "not_stated.no_notice" if not hits.notices_searched else "not_stated.nothing_found"
        return Verdict(0.0, {}, Remark(code), tuple(word for word, _ in hits.words))
    features = measure(hits, chosen)
    settings = tuning()
    total = settings.bias + sum(
        settings.weights.get(name, 0.0) * value for name, value in features.items()
    )
    probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    uncovered = _uncovered(hits, chosen)
    if probability >= settings.answered:
        return Verdict(probability, features, Remark("answered"), uncovered)
    return Verdict(probability, features, _why_not(hits, chosen, features, uncovered), uncovered)


def measure(hits: Hits, chosen: Sequence[Evidence]) -> dict[str, float]:
    """The features of the decision, each 0 where it says nothing."""
    question = hits.question
    weights = [weight for _, weight in hits.words]
    covers = _union(chosen, len(weights))
    ranked = sorted(zip(weights, covers, strict=True), reverse=True)[:RAREST]
    asked = [kind for kind in question.answer_types if kind in SPAN_KINDS]
    best = chosen[0]
    fitting = [evidence for evidence in candidates(hits) if evidence.scores.fits]
    gap = best.scores.fused - fitting[0].scores.fused if fitting else NO_FIT_GAP
    metadata = "metadata" in question.answer_types
    front = best.clause.kind != "body"
    return {
        "aligned": _share(weights, covers),
        "own": max(evidence.scores.own for evidence in chosen),
        "rarest": _share([weight for weight, _ in ranked], [cover for _, cover in ranked]),
        "uncovered": float(sum(cover < tuning().word_covered for cover in covers)),
        "words": float(len(weights)),
        "fit_gap": min(gap, NO_FIT_GAP) if asked else 0.0,
        "fit_own": fitting[0].scores.own if asked and fitting else 0.0,
        "asks_kind": float(bool(asked)),
        "constraints_missed": float(len(missed_constraints(question, chosen))),
        "dense": best.scores.dense,
        "lexical": best.scores.lexical,
        "lead": best.scores.fused - _third(hits),
        "metadata_found": float(metadata and front),
        "metadata_absent": float(metadata and not front),
        "elsewhere": float(points_elsewhere(question, chosen)),
        "yes_no": float("yes_no" in question.answer_types),
        **{f"asks_{kind}": float(kind in question.answer_types) for kind in ASKED},
    }


def _third(hits: Hits) -> float:
    """The fused score of the third best sentence: how far the best stands out."""
    ranked = candidates(hits)
    return ranked[min(2, len(ranked) - 1)].scores.fused


def missed_constraints(question: Question, chosen: Sequence[Evidence]) -> list[str]:
    """The years, numbers and names of the question that neither evidence nor its notice holds."""
    missed = []
    for _, value in question.constraints:
        wanted = re.sub(r"\s+", "", value)
        held = any(
            wanted in re.sub(r"\s+", "", normalise(text))
            for evidence in chosen
            for text in _context(evidence)
        )
        if not held:
            missed.append(value)
    return missed


def points_elsewhere(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the best evidence sends the reader elsewhere for what the question asks."""
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
            if not attachment.held and f"attachment {attachment.number}" in folded:
                return attachment
    return None


def _why_not(
    hits: Hits,
    chosen: Sequence[Evidence],
    features: Mapping[str, float],
    uncovered: tuple[str, ...],
) -> Remark:
    missed = missed_constraints(hits.question, chosen)
    if features["elsewhere"]:
        attachment = attachment_named(chosen)
        if attachment is not None:
            return Remark("not_stated.attachment", {"title": attachment.title})
        return Remark("not_stated.elsewhere")
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
