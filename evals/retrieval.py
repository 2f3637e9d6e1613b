"""Retrieval on public data, beside what it is made of, in one run.

XQuAD: Recall@1 and @5 of the paragraph, questions and paragraphs in either language. ObliQA:
Recall@10 and MAP@10 of the passages as its authors count them (a passage key counts once, at its
first occurrence; MAP divides by the number of relevant passages).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from engine import Engine
from evals.corpus import bench_dir
from evals.passages import document, passage_engine
from records import Language
from retrieval.question import analyse
from settings import Settings

Ranking = Callable[[str], list[str]]
"""A question to clause ids, best first, each once."""

XQUAD = "xquad-zh-en-dev.jsonl.gz"
OBLIQA = ("obliqa-passages.jsonl.gz", "obliqa-dev.jsonl.gz")
DEPTH = 100
SUM_WEIGHT = 0.65
"""BM25's weight in the plain weighted sum after min-max, from the design's measurements."""


def bench(settings: Settings, dataset: str = "all", limit: int = 0) -> list[dict[str, Any]]:
    """The rows of one or all data sets."""
    rows: list[dict[str, Any]] = []
    if dataset in ("all", "xquad"):
        rows += _xquad(settings, limit)
    if dataset in ("all", "obliqa"):
        rows += _obliqa(settings, limit)
    return rows


def systems(engine: Engine) -> dict[str, Ranking]:
    """NoticeDesk's own ranking, and its sources alone."""
    main = engine.index.encoders[0]

    def ours(text: str) -> list[str]:
        return _unique(hit.clause.id for hit in engine.search(text, limit=DEPTH).hits)

    def scored(text: str) -> tuple[dict[str, float], dict[str, float]]:
        terms = analyse(text).terms
        lexical = engine.index.lexical(terms, DEPTH, kind="passage")
        vector = main.encode_queries([text])[0]
        dense = engine.index.dense(main.name, vector, DEPTH, kind="passage")
        return _by_clause(engine, lexical), _by_clause(engine, dense)

    def bm25(text: str) -> list[str]:
        return _ranked(scored(text)[0])

    def e5(text: str) -> list[str]:
        return _ranked(scored(text)[1])

    def weighted_sum(text: str) -> list[str]:
        lexical, dense = (_min_max(part) for part in scored(text))
        return _ranked(
            {
                key: SUM_WEIGHT * lexical.get(key, 0.0) + (1 - SUM_WEIGHT) * dense.get(key, 0.0)
                for key in lexical.keys() | dense.keys()
            }
        )

    return {"BM25": bm25, "e5": e5, "BM25 + e5": weighted_sum, "NoticeDesk": ours}


def _xquad(settings: Settings, limit: int) -> list[dict[str, Any]]:
    rows = _lines(bench_dir(settings) / XQUAD)
    out = []
    for language in ("en", "zh"):
        paragraphs = [
            document(f"p{i}", [("1", row[f"paragraph_{language}"])]) for i, row in enumerate(rows)
        ]
        folder = settings.data_dir / "evals" / f"xquad-{language}"
        engine = passage_engine(settings, folder, paragraphs)
        try:
            for asked in ("zh", "en"):
                pairs = [(q[asked], f"p{i}#1") for i, r in enumerate(rows) for q in r["questions"]]
                out += _recall(engine, pairs[:limit] if limit else pairs, asked, language)
        finally:
            engine.close()
    return out


def _recall(
    engine: Engine, pairs: Sequence[tuple[str, str]], asked: Literal["en", "zh"], held: str
) -> list[dict[str, Any]]:
    language: Language = asked
    out = []
    for name, rank in systems(engine).items():
        places = [_place(rank(question), {gold}) for question, gold in pairs]
        out.append(
            {
                "data": f"XQuAD {language} → {held}",
                "system": name,
                "questions": len(pairs),
                "Recall@1": _share(place < 1 for place in places),
                "Recall@5": _share(place < 5 for place in places),
                "Recall@10": None,
                "MAP@10": None,
            }
        )
    return out


def _obliqa(settings: Settings, limit: int) -> list[dict[str, Any]]:
    folder = bench_dir(settings)
    by_document: dict[int, list[tuple[str, str]]] = {}
    for row in _lines(folder / OBLIQA[0]):
        by_document.setdefault(row["document"], []).append((row["passage"], row["text"]))
    documents = [document(f"d{name}", passages) for name, passages in by_document.items()]
    engine = passage_engine(settings, settings.data_dir / "evals" / "obliqa", documents)
    questions = _lines(folder / OBLIQA[1])
    out = []
    try:
        for name, rank in systems(engine).items():
            recalls, precisions = [], []
            for done, row in enumerate(questions[:limit] if limit else questions):
                gold = {f"d{doc}#{passage}" for doc, passage in row["relevant"]}
                top = rank(row["question"])[:10]
                recalls.append(len(gold & set(top)) / len(gold))
                precisions.append(_average_precision(top, gold))
                if done % 200 == 0:
                    print(f"obliqa {name} {done}", file=sys.stderr, flush=True)
            out.append(
                {
                    "data": "ObliQA dev",
                    "system": name,
                    "questions": len(recalls),
                    "Recall@1": None,
                    "Recall@5": None,
                    "Recall@10": round(sum(recalls) / len(recalls), 4),
                    "MAP@10": round(sum(precisions) / len(precisions), 4),
                }
            )
    finally:
        engine.close()
    return out


def _average_precision(top: Sequence[str], gold: set[str]) -> float:
    found = 0
    total = 0.0
    for place, key in enumerate(top, start=1):
        if key in gold:
            found += 1
            total += found / place
    return total / len(gold)


def _by_clause(engine: Engine, scores: Sequence[tuple[int, float]]) -> dict[str, float]:
    units = engine.index.units([key for key, _ in scores])
    best: dict[str, float] = {}
    for key, value in scores:
        clause_id = units[key].clause_id
        best[clause_id] = max(value, best.get(clause_id, value))
    return best


def _min_max(scores: dict[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {key: (value - low) / ((high - low) or 1.0) for key, value in scores.items()}


def _ranked(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda key: -scores[key])


def _unique(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _place(ranked: Sequence[str], gold: set[str]) -> int:
    return next((place for place, key in enumerate(ranked) if key in gold), DEPTH)


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return round(sum(known) / len(known), 3) if known else 0.0


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
