"""An answer as Markdown: what is said, where it stands, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import i18n
from exports.answer_md import answer_markdown
from records import Answer, Citation, Language, Passage, Remark, ShortAnswer, Span, Statement
from tests.exports_samples import (
    ACTORS,
    AS_OF,
    EN_ID,
    HEADINGS,
    PAYLOADS,
    ZH_ID,
    chinese_notice,
    dated,
    english_notice,
)
from tests.state_samples import plain_answer

NOTICES = {EN_ID: english_notice(), ZH_ID: chinese_notice()}
REASON = Remark("export.nearest_lead")  # any code with a sentence


@pytest.fixture(autouse=True)
def strict_messages() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


def cite(text: str, start: int = 1200, clause: str = f"{EN_ID}#4.2") -> Citation:
    return Citation(clause.partition("#")[0], clause, Span(start, start + len(text)), text)


def answered() -> Answer:
    quote = dated().source_text
    law = "申请人可以提出申请。"
    return replace(
        plain_answer("By when must the copy be sent?"),
        status="answered",
        reason=REASON,
        short=ShortAnswer("November 21", "date", cite("November 21", 1269), "2022-11-21", True),
        statements=(
            Statement(quote, (cite(quote), cite(quote, 90))),
            Statement(law, (cite(law, 300, f"{ZH_ID}#10.p2"),)),
            Statement(quote, (cite(quote),)),
        ),
        passages=(Passage(cite(quote), "Filing and copies", 0.9),),
        checklist=(dated(),),
        clauses_searched=93,
        notices_searched=5,
    )


def not_stated() -> Answer:
    near = "Key cities are supported."
    return replace(
        plain_answer(),
        reason=REASON,
        passages=(Passage(cite(near), "Support", 0.4), Passage(cite("Another.", 7), "", 0.3)),
    )


ENGLISH = Path(__file__).parent / "data" / "exports_answer_en.md"


def test_an_answer_in_english_whole() -> None:
    written = answer_markdown(answered(), NOTICES, "en", headings=HEADINGS, actors=ACTORS)
    assert written == ENGLISH.read_text(encoding="utf-8")


def test_headings_come_from_passages_where_nobody_gives_them() -> None:
    assert "clause 4.2 “Filing and copies”" in answer_markdown(answered(), NOTICES, "en")


def test_an_answer_in_chinese_keeps_quotes_as_published() -> None:
    written = answer_markdown(answered(), NOTICES, "zh", headings=HEADINGS)
    for line in (
        "**通知中有答案**",
        "> Provincial offices shall send the scanned copy (Attachment 1) before November 21.",
        "[4] 《中华人民共和国专利法》，条款 10.p2“第十条”，第 300–310 字符",
        "《关于组织开展专利产品备案工作的通知》为非官方译文",
        "》是否仍然有效未知，请向 国家知识产权局办公室 核实。",
        "截至 2026-01-31",
    ):
        assert line in written


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_not_stated_shows_the_nearest_passages_as_such(language: str) -> None:
    written = answer_markdown(not_stated(), NOTICES, "zh" if language == "zh" else "en")
    heading = {"en": "## Nearest passages", "zh": "## 最接近的段落"}[language]
    status = {"en": "**The notices do not say**", "zh": "**通知未作规定**"}[language]
    assert written.index(status) < written.index(heading) < written.index("> Key cities are")
    assert "“Support”" in written
    assert AS_OF.isoformat() in written


def test_an_answered_question_does_not_list_passages() -> None:
    assert "Nearest passages" not in answer_markdown(answered(), NOTICES, "en")


def test_a_notice_that_is_gone_is_cited_by_its_id() -> None:
    written = answer_markdown(answered(), {}, "en")
    assert f"[2] {EN_ID}, clause 4.2 “Filing and copies”, characters 1200–1281" in written


def test_nothing_at_all_still_says_when_and_how_much_was_searched() -> None:
    written = answer_markdown(replace(plain_answer(), reason=REASON), {}, "en")
    assert "## Sources" not in written
    assert "Searched: 0 clauses of 0 notices." in written


def test_warnings_of_the_answer_are_said_once() -> None:
    twice = replace(answered(), warnings=(REASON, REASON))
    written = answer_markdown(twice, NOTICES, "en")
    assert written.count("- These passages are close to the question.") == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_notes_say_of_a_source_is_not_said_again(language: Language) -> None:
    notice = english_notice()
    about = {"notice": notice.title, "issuer": notice.issuer}
    warned = replace(
        answered(), warnings=(Remark("translation", about), Remark("status_unknown", about))
    )
    assert answer_markdown(warned, NOTICES, language) == answer_markdown(
        answered(), NOTICES, language
    )
    gone = answer_markdown(warned, {}, language)
    assert gone.count(notice.title) == 2, "nothing else says it of a notice that is gone"


def test_the_reason_of_an_answer_is_not_said_beside_its_status() -> None:
    assert i18n.remark(REASON, "en") not in answer_markdown(answered(), NOTICES, "en")
    partial = replace(answered(), status="partial")
    assert i18n.remark(REASON, "en") in answer_markdown(partial, NOTICES, "en")


@pytest.mark.parametrize("payload", [*PAYLOADS, "](javascript:alert(1))", "![x](http://y)"])
def test_payloads_are_text(payload: str) -> None:
    hostile = replace(
        answered(),
        question=replace(answered().question, text=payload),
        statements=(Statement(payload, (cite(payload),)),),
    )
    titled = {EN_ID: replace(english_notice(), title=payload, issuer=payload)}
    written = answer_markdown(hostile, titled, "en", headings={f"{EN_ID}#4.2": payload})
    assert "<script" not in written.replace("\\<script", "")
    assert "](" not in written.replace("\\](", "")
    assert written.startswith("# "), "the question stays on its line"
