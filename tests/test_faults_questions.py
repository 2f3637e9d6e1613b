"""Questions that are none, or mean harm: an answer or one clear reason, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import Engine
from errors import QuestionError
from tests.conftest import ROOT
from tests.desk import open_desk

UNREADABLE = [
    ("", "empty"),
    (" \u3000\n\u200b", "blank, a zero-width space among it"),
    ("?!…。，", "only marks"),
    ("12345", "only digits"),
    ("😀🎉", "only pictures"),
    ("a" * 10_000, "10,000 characters"),
    ("建设期" * 3_334, "10,000 characters of Chinese"),
]
STRANGE = [
    ('" OR NEAR( *', "the syntax of FTS5"),
    ('contact" AND notes:* NOT "person', "the syntax of FTS5, unbalanced"),
    ("^contact {units}: NEAR/2 person + -", "more of it"),
    ("'; DROP TABLE notices; --", "SQL"),
    ("contact person' OR '1'='1", "SQL"),
    ("<script>alert(1)</script> contact <b>person</b>", "HTML"),
    ("**contact** [person](javascript:alert(1)) `code` $x$ :red[x]", "Markdown"),
    ("{{ contact }} %s %d {0} ${person}", "templates"),
    ("contact\x00person\x07\x1b[31m", "control characters"),
    ("cont\u202eact per\u200bson", "a direction override and a zero-width space"),
    ("contact \ud800 person", "half of a surrogate pair"),
    ("ｃｏｎｔａｃｔ　ｐｅｒｓｏｎ", "full-width letters"),
    ("c" + "\u0301" * 500 + "ontact", "five hundred accents"),
    ("Wer ist die Kontaktperson der Provinz?", "German"),
    ("連絡担当者は誰ですか", "Japanese"),
    ("Кто контактное лицо?", "Russian"),
    ("من هو الشخص المسؤول؟", "Arabic"),
    ("담당자는 누구입니까?", "Korean"),
    ("../../etc/passwd", "a path"),
    ("contact\r\nSet-Cookie: x=1", "a header"),
    ("a", "one letter"),
    ("期", "one character"),
    ("the of and", "only stop words"),
    ("contact " * 250, "2,000 characters of one word"),
]


@pytest.fixture(scope="module")
def engine(desk_data: Path) -> Iterator[Engine]:
    opened = open_desk(desk_data, ROOT / "corpus", write=False)
    yield opened
    opened.close()


@pytest.mark.parametrize(("question", "reason"), UNREADABLE)
def test_what_cannot_be_read_has_one_reason(engine: Engine, question: str, reason: str) -> None:
    for read in (engine.ask, engine.search):
        with pytest.raises(QuestionError) as caught:
            read(question)
        assert caught.value.code.startswith("error.question_"), reason
        assert "\n" not in caught.value.message


@pytest.mark.parametrize(("question", "reason"), STRANGE)
def test_what_is_strange_is_searched_as_words(engine: Engine, question: str, reason: str) -> None:
    before = engine.notices()
    answer = engine.ask(question)
    assert answer.status in ("answered", "partial", "not_stated"), reason
    for passage in answer.passages:
        text = engine.index.text(passage.citation.notice_id)
        span = passage.citation.span
        assert text[span.start : span.end] == passage.citation.source_text
    engine.search(question)
    assert engine.notices() == before


def test_syntax_finds_what_its_words_find(engine: Engine) -> None:
    plain = engine.search("contact person").hits
    quoted = engine.search('"contact" AND (person*)').hits
    assert {hit.clause.id for hit in quoted[:3]} & {hit.clause.id for hit in plain[:3]}


def test_the_index_answers_after_all_of_it(engine: Engine) -> None:
    hits = engine.search("By when must provincial offices name a contact person?").hits
    assert any("contact person" in hit.text for hit in hits[:3])
