"""Invented notices in other layouts, both languages, hard-wrapped too; and laws."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest

from errors import IngestError, UnstructuredNotice
from ingest.dissect import dissect
from ingest.parse import parse_notice
from records import ParsedNotice, SourceText
from tests import ingest_samples as samples

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
TEXTS = {name: value for name, value in vars(samples).items() if name.isupper()} | {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))
}


def parse(text: str, file: str = "notice.txt") -> ParsedNotice:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return parse_notice(SourceText(file, digest, "utf-8", text))


def paths(notice: ParsedNotice) -> list[str]:
    return [one.path for one in notice.clauses if one.kind == "body"]


def kinds(notice: ParsedNotice) -> set[str]:
    return {one.kind for one in notice.clauses}


def test_chinese_hard_wrapped() -> None:
    notice = parse(samples.ZH_HARD_WRAPPED)
    record = notice.notice
    assert record.title == "国家知识产权局办公室关于组织开展2023年专利转化运用试点申报工作的通知"
    assert (record.issuer, record.issuer_id) == ("国家知识产权局办公室", "cnipa-office")
    assert record.number_normalised == "国知办发运字〔2023〕8号"
    assert record.dates.signed is not None and record.dates.released is not None
    assert record.dates.signed.value == date(2023, 3, 6)
    assert record.dates.released.value == date(2023, 3, 8)
    assert (record.language, record.kind) == ("zh", "full_text")
    assert [one.title for one in record.attachments if one.listed] == [
        "专利转化运用试点申报书",
        "专利转化运用试点推荐汇总表",
    ]
    assert [one.number for one in record.attachments if not one.listed] == [3]
    assert [(one.value, one.label) for one in record.contacts][:1] == [
        ("010-62083000", "运用促进司 张某")
    ]
    assert "shidian@cnipa.gov.cn" in [one.value for one in record.contacts]
    assert "010-62083114" not in [one.value for one in record.contacts]
    assert [(one.title, one.number) for one in record.cited] == [
        ("知识产权强国建设纲要（2021—2035年）", "中发〔2021〕 25号")
    ]
    assert paths(notice) == [
        "p1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "2", "2.p2", "3", "p2"]  # fmt: skip
    joined = next(one for one in notice.clauses if one.path == "1.1")
    assert joined.heading_path == ("一、申报条件", "（一）申报主体")
    assert joined.text.endswith("资格\n的企业、高校或者科研院所，近三年无严重失信记录。")
    assert joined.sentences[0].heading


def test_english_hard_wrapped() -> None:
    notice = parse(samples.EN_HARD_WRAPPED)
    record = notice.notice
    assert record.title == (
        "Provisional Measures for the Protection of Overseas Intellectual Property Rights of "
        "Exporters"
    )
    assert record.issuer_id == "mofcom"
    assert record.number_normalised == "商务部公告2024年第41号"
    dates = record.dates
    assert dates.signed is not None and dates.released is not None and dates.effective is not None
    assert dates.signed.value == date(2024, 9, 2)
    assert dates.released.value == date(2024, 9, 5)
    assert dates.effective.value == date(2024, 10, 1)
    assert record.kind == "translation"
    assert "third_party_copy" in {one.code for one in record.warnings}
    assert paths(notice) == ["1", "2", "3", "4", "5"]
    third = next(one for one in notice.clauses if one.path == "3")
    assert third.heading_path == ("Chapter II Early Warning", "Article 3")
    assert "(3) the intellectual property rights involved." in third.text
    assert {one.value for one in record.contacts} == {"010-65198000", "ipr@mofcom.gov.cn"}
    texts = "\n".join(one.text for one in notice.clauses)
    for words in ("Skip to content", "Home |", "Facebook", "Views", "Chamber hosts", "Law Firm"):
        assert words not in texts


def test_letter_with_attached_measures() -> None:
    notice = parse(samples.ZH_LETTER_WITH_MEASURES)
    record = notice.notice
    assert (record.issuer_id, record.status, record.status_source) == ("samr", "in_force", "text")
    assert record.number_normalised == "国市监稽规〔2021〕2号"
    dates = record.dates
    assert dates.signed is not None and dates.released is not None and dates.effective is not None
    assert dates.signed.value == date(2021, 5, 20)
    assert dates.released.value == date(2021, 5, 28)
    assert dates.effective.value == date(2021, 7, 1)
    assert paths(notice) == ["p1", "1", "2", "3", "4", "5"]
    third = next(one for one in notice.clauses if one.path == "3")
    assert third.heading_path == ("商业秘密保护规定实施办法", "第二章 保护措施", "第三条")
    assert third.text.endswith("前款所列措施可以单独采取。")
    assert all("答记者问" not in one.text for one in notice.clauses)


def test_chinese_report() -> None:
    notice = parse(samples.ZH_REPORT)
    record = notice.notice
    assert record.kind == "report"
    assert record.issuer == "四川省知识产权局"
    assert record.dates.released is not None and record.dates.signed is not None
    assert record.dates.released.value == date(2022, 8, 15)
    assert (record.dates.signed.value, record.dates.signed.inferred) == (date(2022, 8, 12), True)
    assert [one.number for one in record.cited] == ["川知发〔2022〕33号"]
    assert all("记者" not in one.text for one in notice.clauses)
    assert notice.clauses[-1].text == "据了解，该计划实施期为三年。"


def test_english_outline() -> None:
    notice = parse(samples.EN_OUTLINE)
    record = notice.notice
    assert record.number_normalised == "国家知识产权局令第77号"
    assert record.dates.released is not None and record.dates.effective is not None
    assert record.dates.released.value == date(2023, 12, 21)
    assert record.dates.effective.value == date(2024, 1, 20)
    assert paths(notice) == [
        "1.1", "1.2", "2.3", "2.3.a", "2.3.b", "2.3.c", "2.4", "3.5"]  # fmt: skip
    assert [one.number for one in record.attachments] == [1, 2]
    assert next(one for one in notice.clauses if one.path == "2.4").heading_path == (
        "II. Declaration",
    )


def test_a_list_of_names_after_the_signature_stays_whole() -> None:
    notice = parse(samples.ZH_LIST, "list.md")
    last = notice.clauses[-1]
    assert last.heading_path == ("附件", "第一批试点地区名单")
    assert "北京市海淀区" in last.text and last.text.endswith("广东省深圳市")
    assert kinds(notice) == {"title", "number", "addressees", "body", "signature"}


def test_circular_with_lead_in_and_free_headings() -> None:
    notice = parse(samples.EN_CIRCULAR)
    record = notice.notice
    assert record.issuer_id == "miit-office"
    assert record.dates.effective is not None
    assert record.dates.effective.inferred
    assert [one.kind for one in record.asides].count("duplicate") == 1
    headings = {one.heading for one in notice.clauses}
    assert {"Background", "Tasks"} <= headings


LAW = """# 中华人民共和国某某法实施细则

2001年6月15日 中华人民共和国国务院令第306号公布

2010年1月9日 《国务院关于修改〈某某法实施细则〉的决定》第一次修订

<!-- INFO END -->

## 第一章 总 则

第一条 为了实施某某法，制定本细则。

第二条 申请人应当提交下列文件：

（一）请求书；

（二）说明书。

前款规定的文件应当使用中文。

第二条之一 依照第二条 提交的文件不予退还。

## 第二章 附 则

第三条 本细则自2001年7月1日起施行。"""


def test_a_law() -> None:
    notice = parse(LAW, "某某法实施细则(2023-12-11).md")
    record = notice.notice
    assert record.work_id == "中华人民共和国某某法实施细则"
    assert record.id.startswith("中华人民共和国某某法实施细则@20231211-")
    assert record.issuer_id == "state-council"
    assert record.number_normalised == "国务院令第306号"
    assert record.dates.effective is None, "the last article's date is the first version's"
    codes = [one.code for one in record.warnings]
    assert "effective_first_version" in codes
    assert "date_from_file_name" in codes
    assert paths(notice) == ["1", "2", "2-1", "3"]
    second = next(one for one in notice.clauses if one.path == "2")
    assert second.heading_path == ("第一章 总 则", "第二条")
    assert second.text.endswith("应当使用中文。")
    one = parse(LAW.split("2010年")[0] + LAW[LAW.index("<!--") :], "某某法实施细则(2001-06-15).md")
    assert one.notice.work_id == record.work_id
    assert one.notice.id != record.id
    assert one.notice.dates.effective is not None
    assert one.notice.dates.effective.value == date(2001, 7, 1)


def test_a_table_and_the_last_lines_of_a_clean_file_are_kept() -> None:
    table = "| 条文 | 罪名 |\n|---|---|\n| 第134条 | 强令违章冒险作业罪 |\n"
    notice = parse(f"# 关于罪名的规定\n\n根据有关规定，现就罪名作出补充规定：\n\n{table}\n附图一\n")
    assert "| 第134条 | 强令违章冒险作业罪 |" in notice.clauses[-1].text


UNSTRUCTURED = ["首页\n联系我们\n", "关于印发办法的通知\n", "---\ntitle: x\n---\n", "# A title\n"]


@pytest.mark.parametrize("text", UNSTRUCTURED)
def test_a_text_without_a_clause_is_refused(text: str) -> None:
    with pytest.raises(UnstructuredNotice) as caught:
        parse(text)
    assert caught.value.params == {"file": "notice.txt"}


def check_cover(text: str) -> None:
    """Asides, clauses and headings cover all that is not blank, without overlap."""
    parts = dissect(text)
    spans = [(one.start, one.end) for one in parts.paragraphs if one.role != "body"]
    spans += [(one.start, one.end) for one in parts.outline.units]
    spans += list(parts.outline.headings)
    spans.sort()
    done = 0
    for start, end in spans:
        assert start >= done, text[start:end]
        gap = text[done:start]
        assert not gap.strip().strip("#"), gap
        done = end
    assert not text[done:].strip().strip("#"), text[done:]


@pytest.mark.parametrize("name", TEXTS)
def test_every_character_has_its_place(name: str) -> None:
    check_cover(TEXTS[name])
    check_cover(TEXTS[name].replace("\n", "\r\n"))


@pytest.mark.parametrize("name", TEXTS)
def test_line_ends_change_nothing_but_offsets(name: str) -> None:
    one, other = parse(TEXTS[name]), parse(TEXTS[name].replace("\n", "\r\n"))
    assert [clause.path for clause in one.clauses] == [clause.path for clause in other.clauses]
    assert [clause.text_hash for clause in one.clauses] == [
        clause.text_hash for clause in other.clauses
    ]


def test_shuffled_and_cut_texts_never_crash() -> None:
    chance = random.Random(5)
    lines = [line for text in [*TEXTS.values(), LAW] for line in text.splitlines()]
    for _ in range(250):
        picked = chance.sample(lines, chance.randint(1, 25))
        text = chance.choice(["\n", "\r\n", "\n\n"]).join(picked)
        text = text[: chance.randint(1, len(text) + 1)]
        try:
            notice = parse(text)
        except IngestError:
            continue
        check_cover(text)
        for clause in notice.clauses:
            assert text[clause.span.start : clause.span.end] == clause.text
            for sentence in clause.sentences:
                assert clause.span.start <= sentence.span.start <= sentence.span.end
                assert sentence.span.end <= clause.span.end
        assert len({clause.id for clause in notice.clauses}) == len(notice.clauses)
