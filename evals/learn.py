"""Learn the fusion weights and the answerability model from the tuning questions.

The fusion weights minimise the negative log likelihood of the gold sentences under a softmax over
all candidates of a question (a listwise loss: Cao et al. 2007, ListNet), with an L2 penalty. The
answerability model is a logistic regression over the features of `answer.answerability`; beside
the questions that nobody can answer, every answerable question is used a second time with its gold
sentences taken away, so that what is left sounds like the answer and is none. Both are checked by
cross-validation in which all variants of one question stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from answer.answerability import measure
from answer.evidence import candidates, choose
from engine import Engine
from evals.answers import Places
from evals.questions import Asked
from records import Filters, Hits
from retrieval.passages import passages
from retrieval.question import analyse
from retrieval.retrieve import Found, find
from retrieval.scoring import Score, features, score

FOLDS = 5
FUSION_PENALTY = 0.05
ANSWER_PENALTY = 0.3
SHARED = 0.5
MADE_UP_WEIGHT = 0.3
"""What a question without its gold sentences counts beside one as it was asked."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question over one corpus, with its candidates and which of them answer it."""

    asked: Asked
    found: Found
    columns: Mapping[str, NDArray[np.float64]]
    gold: NDArray[np.bool_]


def examples(engine: Engine, questions: Iterable[Asked]) -> list[Example]:
    """Every question over the whole corpus, and those on notices over the notices alone too."""
    places = Places(engine)
    notices = tuple(n.work_id for n in engine.notices() if n.file.endswith(".txt"))
    made = []
    for asked in questions:
        scopes = [Filters()] if asked.about_laws else [Filters(), Filters(notices=notices)]
        for filters in scopes:
            found = find(analyse(asked.question), engine.index, filters)
            columns = features(analyse(asked.question), found.pool, found.aligner).columns
            made.append(Example(asked, found, columns, _gold(asked, found, places)))
    return made


def _gold(asked: Asked, found: Found, places: Places) -> NDArray[np.bool_]:
    spots = [spot for gold in asked.evidence for spot in places.of(gold)]
    return np.array(
        [
            any(
                candidate.notice.id == notice_id
                and min(end, candidate.sentence.span.end)
                - max(start, candidate.sentence.span.start)
                >= SHARED * min(end - start, len(candidate.text))
                for notice_id, start, end in spots
            )
            for candidate in found.pool.candidates
        ],
        dtype=np.bool_,
    )


# Fusion


def learn_fusion(made: Sequence[Example]) -> dict[str, float]:
    """The feature weights that rank gold sentences first."""
    usable = [example for example in made if example.gold.any()]
    names = list(usable[0].columns)
    data = [
        (np.stack([example.columns[name] for name in names], axis=1), example.gold)
        for example in usable
    ]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = 0.0
        gradient = np.zeros_like(weights)
        for matrix, gold in data:
            scores = matrix @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            right = float(share[gold].sum()) + 1e-12
            total -= np.log(right)
            gradient -= matrix.T @ (np.where(gold, share, 0.0) / right - share)
        n = len(data)
        return (
            total / n + FUSION_PENALTY * float(weights @ weights) / 2,
            gradient / n + FUSION_PENALTY * weights,
        )

    start = np.full(len(names), 0.3)
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return dict(zip(names, (round(float(w), 3) for w in best), strict=True))


def check_fusion(made: Sequence[Example]) -> dict[str, float]:
    """Cross-validated share of questions whose first, and first three, sentences are gold."""
    usable = [example for example in made if example.gold.any()]
    first, three = [], []
    for train, held_out in _folds(usable):
        weights = learn_fusion(train)
        for example in held_out:
            fused = sum(weights[name] * column for name, column in example.columns.items())
            order = np.argsort(-np.asarray(fused))
            first.append(bool(example.gold[order[0]]))
            three.append(bool(example.gold[order[:3]].any()))
    return {"first": round(float(np.mean(first)), 3), "three": round(float(np.mean(three)), 3)}


# Answerability


@dataclass(frozen=True, slots=True)
class Case:
    """One question with or without its gold sentences, measured."""

    asked: Asked
    answerable: bool
    made_up: bool
    features: Mapping[str, float]


def cases(made: Sequence[Example]) -> list[Case]:
    """Measure each example as it is, and each answerable one without its gold sentences too."""
    measured = []
    for example in made:
        scored = score(analyse(example.asked.question), example.found.pool, example.found.aligner)
        measured.append(_case(example, scored, example.asked.answerable, made_up=False))
        if example.gold.any():
            golds = {
                id(candidate)
                for candidate, gold in zip(
                    example.found.pool.candidates, example.gold.tolist(), strict=True
                )
                if gold
            }
            rest = [item for item in scored if id(item.candidate) not in golds]
            measured.append(_case(example, rest, answerable=False, made_up=True))
    return measured


def _case(example: Example, scored: Sequence[Score], answerable: bool, *, made_up: bool) -> Case:
    found = example.found
    hits = Hits(
        question=analyse(example.asked.question),
        hits=tuple(passages(scored, 10)),
        filters=Filters(),
        clauses_searched=0,
        notices_searched=len(found.notices),
        words=tuple(zip(found.words.words, found.words.weights, strict=True)),
    )
    left = {(item.candidate.clause.id, item.candidate.sentence.span) for item in scored}
    kept = tuple(
        replace(
            hit,
            sentences=tuple(s for s in hit.sentences if (hit.clause.id, s.sentence.span) in left),
        )
        for hit in hits.hits
    )
    shown = replace(hits, hits=kept)
    return Case(example.asked, answerable, made_up, measure(shown, choose(candidates(shown))))


def learn_answerability(
    measured: Sequence[Case], names: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Weights and bias of the logistic model over the raw features ``names``."""
    model = _fitted(measured, names)
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scaler.scale_
    bias = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}, round(bias, 3)


def check_answerability(measured: Sequence[Case], names: Sequence[str]) -> list[tuple[Case, float]]:
    """Cross-validated probability of every case that is a question as it was asked."""
    checked = []
    for train, held_out in _folds(measured):
        model = _fitted(train, names)
        for case in held_out:
            if not case.made_up:
                probability = model.predict_proba(_matrix([case], names))[0, 1]
                checked.append((case, float(probability)))
    return checked


def _fitted(measured: Sequence[Case], names: Sequence[str]):  # type: ignore[no-untyped-def]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=ANSWER_PENALTY, max_iter=5000))
    weights = np.array([MADE_UP_WEIGHT if case.made_up else 1.0 for case in measured])
    labels = np.array([case.answerable for case in measured])
    return model.fit(_matrix(measured, names), labels, logisticregression__sample_weight=weights)


def _matrix(measured: Sequence[Case], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[case.features[name] for name in names] for case in measured])


def _folds(items: Sequence[Example] | Sequence[Case]):  # type: ignore[no-untyped-def]
    """Train and held-out parts in which all variants of one question stay together."""
    ids = sorted({item.asked.id for item in items})
    order = np.random.default_rng(0).permutation(len(ids))
    for fold in range(FOLDS):
        out = {ids[place] for place in order[fold::FOLDS]}
        yield (
            [item for item in items if item.asked.id not in out],
            [item for item in items if item.asked.id in out],
        )


ANSWER_FEATURES = (
    "uncovered_by_best", "fit_gap", "focus_least", "has_focus", "details_missed",
    "constraints_missed", "dense", "lexical", "lead", "metadata_found", "elsewhere", "yes_no",
)  # fmt: skip
"""The features that the model keeps: those whose removal costs something in cross-validation."""


def report(engine: Engine, questions: Sequence[Asked], out: TextIO) -> None:
    """Learn both models, say how they do in cross-validation, and print the numbers."""
    made = examples(engine, questions)
    out.write(f"# fusion, cross-validated: {check_fusion(made)}\n")
    out.write(yaml.safe_dump({"features": learn_fusion(made)}, sort_keys=False))
    measured = cases(made)
    checked = check_answerability(measured, ANSWER_FEATURES)
    answerable = np.array([case.answerable for case, _ in checked])
    probabilities = np.array([probability for _, probability in checked])
    weights, bias = learn_answerability(measured, ANSWER_FEATURES)
    for share in (0.05, 0.08, 0.10):
        threshold = float(np.quantile(probabilities[answerable], share))
        refused = float((probabilities[~answerable] < threshold).mean())
        out.write(
            f"# refusing {share:.0%} of answerable questions (probability under {threshold:.2f}) "
            f"refuses {refused:.0%} of unanswerable ones\n"
        )
    out.write(yaml.safe_dump({"bias": bias, "weights": weights}, sort_keys=False))
