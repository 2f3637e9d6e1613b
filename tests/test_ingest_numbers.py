"""Document numbers in every style, and who issues."""

from __future__ import annotations

import pytest

from ingest.issuers import find_issuers, issuer_id, issuer_names, issuers, slug
from ingest.numbers import find_numbers, normalise_number

NORMALISED = [
    ("pinyin, one space wrong", "Guozhi Fa Bao Zi [2022] No. 27", None, "国知发保字〔2022〕27号"),
    ("pinyin, no blank", "Guo Zhi Fa Bao Zi [2022] No.7", None, "国知发保字〔2022〕7号"),
    ("initials", "GF (2021) No. 20", None, "国发〔2021〕20号"),
    ("the body's name", "State Council No. [2016]86", None, "国发〔2016〕86号"),
    ("name and pinyin, its office",
     "State Intellectual Property Office Hanyun Zi [2022] No. 985", "cnipa-office",
     "国知办函运字〔2022〕985号"),
    ("name and pinyin, its body", "State Intellectual Property Office Hanyun Zi [2022] No. 985",
     "cnipa", "国知函运字〔2022〕985号"),
    ("six-cornered brackets", "国知发保字〔2022〕27号", None, "国知发保字〔2022〕27号"),
    ("square brackets", "国知办函运字[2022]985号", None, "国知办函运字〔2022〕985号"),
    ("full-width square", "国知发运字［2021］3号", None, "国知发运字〔2021〕3号"),
    ("round brackets", "国办发（2018）19号", None, "国办发〔2018〕19号"),
    ("black brackets, blanks", "财办建 【2018】 96 号", None, "财办建〔2018〕96号"),
    ("in a sentence", "根据国办发〔2018〕19号文件要求", None, "国办发〔2018〕19号"),
    ("order", "国家知识产权局令第73号", None, "国家知识产权局令第73号"),
    ("order with the state's name", "中华人民共和国国务院令第306号公布", None, "国务院令第306号"),
    ("order in Han numerals", "国家知识产权局公告第五一〇号", None, "国家知识产权局公告第510号"),
    ("English order", "Order No. 306 of the State Council", None, "国务院令第306号"),
    ("English decree", "Decree of the State Intellectual Property Office (No. 73)", None,
     "国家知识产权局令第73号"),
    ("announcement without its body", "Announcement No. 41 of 2024", "mofcom",
     "商务部公告2024年第41号"),
    ("words before it", "pursuant to the Notice Guo Fa [2016] No. 86 and", None,
     "国发〔2016〕86号"),
    ("an unknown code", "Xyzzy Foo [2020] No. 5", None, None),
    ("no number", "the 20th National Congress (2022)", None, None),
    ("a year range is none", "Outline (2021-2035)", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "issuer", "normal"), [row[1:] for row in NORMALISED],
                         ids=[row[0] for row in NORMALISED])  # fmt: skip
def test_normalise(printed: str, issuer: str | None, normal: str | None) -> None:
    assert normalise_number(printed, issuer) == normal


def test_places() -> None:
    text = "按照《意见》（国办发〔2018〕19号）和国家知识产权局令第73号执行"
    assert [text[one.start : one.end] for one in find_numbers(text)] == [
        "国办发〔2018〕19号",
        "国家知识产权局令第73号",
    ]


ISSUERS = [
    ("SIPO", "cnipa"),
    ("CNIPA", "cnipa"),
    ("the State Intellectual Property Office", "cnipa"),
    ("国家知识产权局", "cnipa"),
    ("国家知识产权局办公室", "cnipa-office"),
    ("Office of the State Intellectual Property Office", "cnipa-office"),
    ("General Office of CNIPA", "cnipa-office"),
    ("财政部", "mof"),
    ("MINISTRY OF FINANCE", "mof"),
    ("General Office of the State Council", "state-council-office"),
    ("全国人民代表大会常务委员会", "npcsc"),
    ("四川省知识产权服务促进中心", "四川省知识产权服务促进中心"),
    ("Sichuan Intellectual Property Office", "sichuan-intellectual-property-office"),
]


@pytest.mark.parametrize(("name", "identifier"), ISSUERS)
def test_issuer_id(name: str, identifier: str) -> None:
    assert issuer_id(name) == identifier


def test_acronyms_keep_their_case() -> None:
    assert find_issuers("most of the most important") == []


def test_alias_file_has_no_name_twice() -> None:
    names = [name.casefold() for body in issuers() for name in (body.en, body.zh, *body.aliases)]
    assert len(names) == len(set(names))
    ids = [body.id for body in issuers()]
    assert len(ids) == len(set(ids)) == 31
    assert issuer_names("cnipa-office") is not None
    assert issuer_names("nobody") is None


def test_slugs_are_short_and_distinct() -> None:
    one = slug("Notice of the State Intellectual Property Office on Issuing the Plan for Zones")
    two = slug("Notice of the State Intellectual Property Office on Issuing the Plan for Agencies")
    assert one != two
    assert max(len(one), len(two)) <= 60
    assert slug("专利法实施细则") == "专利法实施细则"
    assert len(slug("关" * 200)) <= 60
