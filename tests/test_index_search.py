"""Lexical and dense search: whole tokens, ranking, filters; Chroma and exact ranking agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from errors import StoreMismatch
from index import search
from index.index import Index
from index.tuning import Tuning, load_tuning
from index.units import UnitKind
from language.tokens import index_tokens
from settings import Settings
from tests.fakes import HashingEncoder, fake_encoders, make_parsed

ZONES = make_parsed(
    [
        "示范区建设期为两年，到期后由国家知识产权局组织验收。",
        "The demonstration zone reports its progress every year. Provincial offices supervise it.",
        "Registration numbers such as 10.5 and C++ stay whole.",
    ],
    "zones",
    headings=[("一、建设期限",), ("2. Supervision",), ("3. Numbers",)],
    title="Plan for demonstration zones",
)
PRODUCTS = make_parsed(
    [
        "Enterprises are encouraged to register patented products on the pilot platform.",
        "专利产品备案应当在平台上填写。备案主体对真实性负责。",
        "Contact persons are named before November 21.",
    ],
    "products",
    headings=[("1. Registration",), ("二、备案",), ("3. Contacts",)],
    title="Notice on registration",
)


@pytest.fixture(scope="module")
def encoders() -> tuple[HashingEncoder, HashingEncoder]:
    return fake_encoders()


@pytest.fixture(scope="module")
def owner(
    tmp_path_factory: pytest.TempPathFactory, encoders: tuple[HashingEncoder, HashingEncoder]
) -> Iterator[Index]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    with Index.open(settings, write=True, encoders=encoders) as index:
        for parsed in (ZONES, PRODUCTS):
            index.write(parsed, [], parsed.text.encode())
        yield index


@pytest.fixture(scope="module")
def reader(owner: Index, encoders: tuple[HashingEncoder, HashingEncoder]) -> Iterator[Index]:
    with Index.open(owner._settings, write=False, encoders=encoders) as index:
        yield index


LEXICAL = [
    # (query, clause that comes first, reason)
    ("示范区建设期是多久？", f"{ZONES.notice.id}#1", "Chinese bigrams"),
    ("registering the patented product", f"{PRODUCTS.notice.id}#1", "stems, not word forms"),
    ("专利产品怎么备案", f"{PRODUCTS.notice.id}#2", "bigrams of another clause"),
    ("who is supervised each year", f"{ZONES.notice.id}#2", "stem of supervise"),
    ("number 10.5", f"{ZONES.notice.id}#3", "a decimal number stays one token"),
    ("contacts", f"{PRODUCTS.notice.id}#3", "a heading counts beside the text"),
]


@pytest.mark.parametrize(("query", "clause_id", "reason"), LEXICAL)
def test_lexical_ranking(owner: Index, query: str, clause_id: str, reason: str) -> None:
    ranked = owner.lexical(index_tokens(query), 5)
    best = owner.units([ranked[0][0]])[ranked[0][0]]
    assert best.clause_id == clause_id, reason
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize(
    "terms",
    [[], [""], ["  "], ['"'], ['" OR body:x'], ["NEAR("], ["*"], ["-"], ["建设期"], ["10"], ["'"]],
)
def test_terms_are_matched_whole_and_never_as_syntax(owner: Index, terms: list[str]) -> None:
    assert owner.lexical(terms, 5) == []


def test_lexical_filters(owner: Index) -> None:
    terms = index_tokens("registration of numbers on the platform 备案")
    everywhere = owner.units(key for key, _ in owner.lexical(terms, 50))
    assert {unit.notice_id for unit in everywhere.values()} == {ZONES.notice.id, PRODUCTS.notice.id}
    only = owner.units(key for key, _ in owner.lexical(terms, 50, [ZONES.notice.id]))
    assert {unit.notice_id for unit in only.values()} == {ZONES.notice.id}
    sentences = owner.units(key for key, _ in owner.lexical(terms, 50, kind="sentence"))
    assert {unit.kind for unit in sentences.values()} == {"sentence"}
    assert owner.lexical(terms, 50, []) == []
    assert owner.lexical(terms, 0) == []


@pytest.mark.parametrize("query", ["示范区建设期", "register patented products", "contact persons"])
@pytest.mark.parametrize("notice_ids", [None, [ZONES.notice.id], [], ["none"]])
@pytest.mark.parametrize("kind", [None, "passage", "sentence"])
def test_owner_and_reader_rank_alike(
    owner: Index,
    reader: Index,
    query: str,
    notice_ids: list[str] | None,
    kind: UnitKind | None,
) -> None:
    for encoder in owner.encoders:
        vector = encoder.encode_queries([query])[0]
        by_chroma = owner.dense(encoder.name, vector, 4, notice_ids, kind)
        exactly = reader.dense(encoder.name, vector, 4, notice_ids, kind)
        assert [key for key, _ in by_chroma] == [key for key, _ in exactly]
        assert [score for _, score in by_chroma] == pytest.approx([s for _, s in exactly], abs=1e-5)
        keys = [key for key, _ in exactly]
        cosines = owner.similarities(encoder.name, vector, [*keys, 10_000])
        assert cosines == pytest.approx(dict(exactly), abs=1e-5)
        assert reader.similarities(encoder.name, vector, keys) == pytest.approx(cosines, abs=1e-5)


def test_broad_filter_asks_chroma_for_more(owner: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search.Search, "_is_narrow", lambda *_: False)
    encoder = owner.encoders[0]
    vector = encoder.encode_queries(["register patented products"])[0]
    found = owner.dense(encoder.name, vector, 3, [ZONES.notice.id])
    units = owner.units(key for key, _ in found)
    assert len(found) == 3
    assert {unit.notice_id for unit in units.values()} == {ZONES.notice.id}


def test_more_results_than_units(owner: Index) -> None:
    encoder = owner.encoders[0]
    vector = encoder.encode_queries(["x"])[0]
    total = owner.check().units
    assert len(owner.dense(encoder.name, vector, 10_000)) == total
    assert owner.dense(encoder.name, vector, 0) == []


def test_encoder_of_another_index(owner: Index) -> None:
    with pytest.raises(StoreMismatch):
        owner.dense("minilm", owner.encoders[0].encode_queries(["x"])[0], 3)


def test_tuning_file_has_every_number_and_no_other(tmp_path: Path) -> None:
    assert isinstance(load_tuning(), Tuning)
    file = tmp_path / "tuning.toml"
    source = Path(search.__file__).parent / "data" / "tuning.toml"
    file.write_text(source.read_text(encoding="utf-8") + "\nmore = 1\n", encoding="utf-8")
    with pytest.raises(TypeError):
        load_tuning(file)
