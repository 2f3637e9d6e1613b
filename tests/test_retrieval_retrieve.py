"""Question → hits over a small index with the deterministic encoders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.index import Index
from index.units import PASSAGE_CHARS
from records import DateFact, Filters, Notice, NoticeDates, ParsedNotice
from retrieval.pool import Pool, gather
from retrieval.question import analyse
from retrieval.retrieve import eligible, find, in_force_from, retrieve
from retrieval.scoring import features, score
from retrieval.tuning import weights
from settings import Settings
from tests.fakes import fake_encoders, make_notice, make_parsed

ZONES = make_parsed(
    [
        "The construction period of a demonstration zone is two years. Zones report every year.",
        "The provincial office supervises the zones. It may withdraw the title.",
    ],
    "zones",
    headings=[("1. Period",), ("2. Supervision",)],
    title="Notice on demonstration zones",
    issuer_id="cnipa",
    dates=NoticeDates(signed=DateFact("March 1, 2022", date(2022, 3, 1))),
)
FEES = make_parsed(
    ["备案不收取任何费用。备案主体对真实性负责。", "联系电话：010-62083000。"],
    "fees",
    title="关于专利产品备案的通知",
    issuer_id="mof",
)
FEES = ParsedNotice(
    FEES.notice,
    FEES.text,
    (FEES.clauses[0], replace(FEES.clauses[1], kind="contacts")),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    with Index.open(settings, write=True, encoders=fake_encoders()) as opened:
        for parsed in (ZONES, FEES):
            opened.write(parsed, [], parsed.text.encode())
        yield opened


def test_the_passage_that_answers_comes_first(index: Index) -> None:
    question = analyse("How long is the construction period of a demonstration zone?")
    hits = retrieve(question, index)
    first = hits.hits[0]
    assert first.clause.id == ZONES.clauses[0].id
    assert max(first.sentences, key=lambda one: one.scores.fused).text.endswith("two years.")
    assert first.before is None
    assert first.after == ZONES.clauses[1]
    assert hits.question is question
    assert (hits.notices_searched, hits.clauses_searched) == (2, 4)
    assert {"construction", "period", "demonstration", "zone"} <= {word for word, _ in hits.words}
    for hit in hits.hits:
        assert all(len(one.coverage) == len(hits.words) for one in hit.sentences)


def test_every_hit_gives_back_its_source(index: Index) -> None:
    texts = {parsed.notice.id: parsed.text for parsed in (ZONES, FEES)}
    for query in ("demonstration zone", "备案费用多少钱", "电话"):
        hits = retrieve(analyse(query), index, limit=3).hits
        assert 0 < len(hits) <= 3
        for hit in hits:
            assert texts[hit.notice.id][hit.span.start : hit.span.end] == hit.text
            assert len(hit.text) <= PASSAGE_CHARS
            fused = [one.scores.fused for one in hit.sentences]
            assert hit.scores.fused == max(fused)
        assert [h.scores.fused for h in hits] == sorted(
            (h.scores.fused for h in hits), reverse=True
        )


def test_scores_stay_in_their_ranges(index: Index) -> None:
    for hit in retrieve(analyse("When does the zone report?"), index).hits:
        for one in hit.sentences:
            shown = (one.scores.lexical, one.scores.dense, one.scores.aligned, one.scores.own,
                     one.scores.fits, *one.coverage)  # fmt: skip
            assert all(-1e-6 <= value <= 1 + 1e-6 for value in shown)


@pytest.mark.parametrize(
    ("filters", "works"),
    [
        (Filters(), {"zones", "fees"}),
        (Filters(notices=("zones",)), {"zones"}),
        (Filters(notices=(FEES.notice.id,)), {"fees"}),
        (Filters(issuers=("mof",)), {"fees"}),
        (Filters(languages=("en",)), {"zones"}),
        (Filters(languages=("zh",), issuers=("cnipa",)), set()),
        (Filters(notices=("no-such-work",)), set()),
        (Filters(as_of=date(2022, 2, 28)), {"fees"}),
        (Filters(as_of=date(2022, 3, 1)), {"zones", "fees"}),
    ],
)
def test_filters_hold_for_what_is_searched_and_shown(
    index: Index, filters: Filters, works: set[str]
) -> None:
    hits = retrieve(analyse("备案的期限 period of a zone"), index, filters)
    assert {hit.notice.work_id for hit in hits.hits} <= works
    assert hits.notices_searched == len(works)
    assert bool(hits.hits) == bool(works)
    assert hits.filters == filters


def version(day: str | None, work: str = "plan", **fields: object) -> Notice:
    dates = NoticeDates(released=DateFact(day, date.fromisoformat(day)) if day else None)
    return replace(make_notice(work, str(day), dates=dates), id=f"{work}@{day}", **fields)  # type: ignore[arg-type]


OLD, NEW, UNDATED, OTHER = (
    version("2020-01-01"), version("2024-01-01"), version(None, "undated"),
    version("2019-05-05", "other"),
)  # fmt: skip
ALL = (NEW, OTHER, OLD, UNDATED)


@pytest.mark.parametrize(
    ("filters", "ids", "reason"),
    [
        (Filters(as_of=date(2025, 1, 1)), {NEW.id, OTHER.id, UNDATED.id}, "the latest of a work"),
        (Filters(as_of=date(2024, 1, 1)), {NEW.id, OTHER.id, UNDATED.id}, "from its first day"),
        (Filters(as_of=date(2023, 12, 31)), {OLD.id, OTHER.id, UNDATED.id}, "the one before"),
        (Filters(as_of=date(2019, 12, 31)), {OTHER.id, UNDATED.id}, "none of the work yet"),
        (Filters(as_of=date(2000, 1, 1)), {UNDATED.id}, "without a date always"),
        (Filters(notices=("plan",), as_of=date(2021, 1, 1)), {OLD.id}, "a work by its name"),
        (Filters(notices=(OLD.id,), as_of=date(2025, 1, 1)), {OLD.id}, "a version by its id"),
        (Filters(notices=(NEW.id,), as_of=date(2019, 1, 1)), {NEW.id}, "named before its day"),
        (Filters(), {NEW.id, OTHER.id, UNDATED.id}, "today"),
    ],
)
def test_one_version_of_each_work(filters: Filters, ids: set[str], reason: str) -> None:
    found = eligible(filters, ALL)
    assert {notice.id for notice in found} == ids, reason
    assert [notice.id for notice in found] == sorted(ids)


def test_a_version_counts_from_effect_else_release_else_signing() -> None:
    facts = [DateFact(f"{year}", date(year, 1, 1)) for year in (2020, 2021, 2022)]
    signed, released, effective = facts
    assert in_force_from(make_notice(dates=NoticeDates(*facts))) == effective.value
    assert in_force_from(make_notice(dates=NoticeDates(signed, released))) == released.value
    assert in_force_from(make_notice(dates=NoticeDates(signed))) == signed.value
    unknown = DateFact("June 1", None)
    assert in_force_from(make_notice(dates=NoticeDates(signed, unknown))) == signed.value
    assert in_force_from(make_notice()) is None


def test_the_pool_holds_each_sentence_once_with_its_units(index: Index) -> None:
    question = analyse("How long is the construction period?")
    vectors = {e.name: e.encode_queries([question.searched])[0] for e in index.encoders}
    pool = gather(question, vectors, index, [ZONES.notice], restricted=True)
    assert {candidate.notice.id for candidate in pool.candidates} == {ZONES.notice.id}
    spans = [candidate.sentence.span for candidate in pool.candidates]
    assert len(spans) == len(set(spans)) == 4
    for one in pool.candidates:
        assert one.text == ZONES.text[one.sentence.span.start : one.sentence.span.end]
        assert one.passage.span.start <= one.unit.span.start
        assert one.unit.span.end <= one.passage.span.end
        assert one.passage.kind == "passage"
    assert set(pool.cosines) == {encoder.name for encoder in index.encoders}
    keys = {one.unit.key for one in pool.candidates} | {one.passage.key for one in pool.candidates}
    assert all(keys <= set(cosines) for cosines in pool.cosines.values())


def test_every_feature_has_a_weight_and_every_weight_a_feature(index: Index) -> None:
    found = find(analyse("How long is the period?"), index, Filters())
    measured = features(analyse("How long is the period?"), found.pool, found.aligner)
    assert set(measured.columns) == set(weights().features)
    size = len(found.pool.candidates)
    assert {column.shape for column in measured.columns.values()} == {(size,)}
    assert measured.covers.shape == (size, len(found.words.words))
    assert all(np.isfinite(column).all() for column in measured.columns.values())


def test_no_candidates_give_no_scores(index: Index) -> None:
    found = find(analyse("How long?"), index, Filters(notices=("none",)))
    assert found.pool == Pool((), {}, found.pool.cosines)
    assert score(analyse("How long?"), found.pool, found.aligner) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("What is the phone number?", {"contacts"}),
        ("这份通知的文号是什么？", {"number"}),
        ("What is its exact title?", {"title"}),
        ("How many cities were chosen?", set()),
    ],
)
def test_parts_of_the_notice_that_are_asked_for(text: str, kinds: set[str]) -> None:
    assert set(analyse(text).about) == kinds


def test_a_question_about_the_contact_finds_the_contact(index: Index) -> None:
    first = retrieve(analyse("联系电话是多少？"), index).hits[0]
    assert first.clause.kind == "contacts"


def test_the_numbers_are_complete() -> None:
    table = weights()
    assert set(table.candidates) == {"lexical", "dense"}
    assert all(number > 0 for number in table.candidates.values())
    assert 0 <= table.alignment.floor < table.alignment.ceiling <= 1
    assert 0 <= table.alignment.passage <= 1
    assert 0 <= table.alignment.title <= 1
