"""Question → Hits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.index import Index
from language.normalise import normalise
from records import Filters, Hit, Hits, Notice, Question
from retrieval.alignment import Aligner, QuestionWords, question_words, vocabulary
from retrieval.passages import passages
from retrieval.pool import Pool, gather
from retrieval.scoring import score

DEFAULT_LIMIT = 10


def retrieve(
    question: Question, index: Index, filters: Filters | None = None, limit: int = DEFAULT_LIMIT
) -> Hits:
    """The passages of the index that bear on ``question``, best first, at most ``limit``."""
    chosen = filters or Filters()
    found = find(question, index, chosen)
    hits = passages(score(question, found.pool, found.aligner), limit)
    return Hits(
        question=question,
        hits=_with_neighbours(hits, index),
        filters=chosen,
        clauses_searched=index.clause_count([notice.id for notice in found.notices]),
        notices_searched=len(found.notices),
        words=tuple(zip(found.words.words, found.words.weights, strict=True)),
        titles=_titles(hits, found.aligner),
    )


def _titles(hits: Sequence[Hit], aligner: Aligner) -> dict[str, float]:
    """How well title, issuer and number of each hit's notice cover the question, by notice id."""
    notices = {hit.notice.id: hit.notice for hit in hits}
    return {
        notice_id: aligner.share(
            aligner.cover(" ".join(filter(None, (n.title, n.title_zh, n.issuer, n.number))))
        )
        for notice_id, n in notices.items()
    }


def _numbered(question: Question, notices: list[Notice]) -> list[Notice]:
    """Those notices whose document number the question names; all of them where it names none."""
    wanted = [value for kind, value in question.constraints if kind == "number"]
    named = [
        notice
        for notice in notices
        if notice.number_normalised
        and any(
            re.search(re.escape(v) + r"(?!\d)", normalise(notice.number_normalised)) for v in wanted
        )
    ]
    return named or notices


@dataclass(frozen=True, slots=True)
class Found:
    """What a question's scores are made from."""

    notices: tuple[Notice, ...]
    pool: Pool
    words: QuestionWords
    aligner: Aligner


def find(question: Question, index: Index, filters: Filters) -> Found:
    """The candidates for ``question`` and what aligns them with it, not scored yet."""
    everything = index.notices()
    notices = _numbered(question, eligible(filters, everything))
    vectors = {
        encoder.name: encoder.encode_queries([question.searched])[0] for encoder in index.encoders
    }
    pool = gather(question, vectors, index, notices, restricted=len(notices) < len(everything))
    words, aligner = _aligner(question, pool, index)
    return Found(tuple(notices), pool, words, aligner)


def eligible(filters: Filters, notices: Sequence[Notice]) -> list[Notice]:
    """The notices that ``filters`` let a question search, one version of each work.

    Of several versions of a work the one that counts on ``filters.as_of`` (today without it) is
    taken: the latest that is in force by then. A version counts from its effective date, else its
    release, else its signing; one without any date is always let in. A version that the filters
    name by its own id is searched whatever its date.
    """
    as_of = filters.as_of or date.today()
    named = set(filters.notices)
    by_work: dict[str, list[Notice]] = defaultdict(list)
    chosen: list[Notice] = []
    for notice in notices:
        if notice.id in named:
            chosen.append(notice)
        elif _admits(filters, notice):
            by_work[notice.work_id].append(notice)
    for versions in by_work.values():
        undated = [notice for notice in versions if in_force_from(notice) is None]
        dated = [
            (begin, notice)
            for notice in versions
            if (begin := in_force_from(notice)) is not None and begin <= as_of
        ]
        chosen += undated
        chosen += [max(dated, key=lambda pair: pair[0])[1]] if dated else []
    return sorted(chosen, key=lambda notice: notice.id)


def _admits(filters: Filters, notice: Notice) -> bool:
    return (
        (not filters.notices or notice.work_id in filters.notices)
        and (not filters.issuers or notice.issuer_id in filters.issuers)
        and (not filters.languages or notice.language in filters.languages)
    )


def in_force_from(notice: Notice) -> date | None:
    """The date from which this version counts, or None where no date is known."""
    dates = notice.dates
    for fact in (dates.effective, dates.released, dates.signed):
        if fact is not None and fact.value is not None:
            return fact.value
    return None


def _aligner(question: Question, pool: Pool, index: Index) -> tuple[QuestionWords, Aligner]:
    texts: Sequence[str] = list(
        dict.fromkeys(
            text
            for candidate in pool.candidates
            for text in (candidate.text, candidate.passage.text, candidate.passage.context)
        )
    )
    asked = vocabulary([question.searched])
    words = question_words(
        question.searched, index.words.frequencies(asked), index.words.sentences()
    )
    vectors = index.words.vectors([*asked, *vocabulary(texts)])
    return words, Aligner(words, vectors, index.words.mean())


def _with_neighbours(hits: Sequence[Hit], index: Index) -> tuple[Hit, ...]:
    around = index.neighbours(hit.clause for hit in hits)
    return tuple(
        replace(hit, before=around[hit.clause.id][0], after=around[hit.clause.id][1])
        for hit in hits
    )
