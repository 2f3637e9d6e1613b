"""The data files of `answer`: every pattern compiles, and has examples for and against."""

from __future__ import annotations

import pytest
import yaml

from answer.details import FILE, details, details_asked, details_missing
from answer.tuning import tuning
from evals.learn import ANSWER_FEATURES
from i18n.wording import has
from language.normalise import normalise

REFUSALS = ("not_stated", "partial")
EXAMPLES: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    # detail: asked in, not asked in, given in, not given in
    "phone": (["What is the phone number?", "热线是多少"], ["How many were saved?", "电子文件"],
              ["电话：010-62083000", "call 400-123-4567"], ["电话见附件", "post code 100088"]),
    "email": (["Which e-mail do we use?", "发到哪个邮箱"], ["Which mailing list?", "邮寄材料"],
              ["ipr@mofcom.gov.cn"], ["see our website www.cnipa.gov.cn", "电子邮箱另行通知"]),
    "street_address": (["What is the postal address?", "寄到哪"], ["Address the problem", "网址"],
                       ["No. 6 Xitucheng Road", "西土城路6号"], ["on the platform", "登录平台"]),
    "year": (["In which year?", "哪年开始"], ["How many years?", "每年几次"],
             ["in 2021", "二〇二二年"], ["every year", "五年"]),
    "percentage": (["What percentage is paid?", "比例是多少"], ["How much is paid?", "多少家"],
                   ["5%", "百分之五", "三倍"], ["5 yuan", "百分制"]),
    "hours": (["How many hours?", "多少小时"], ["Whose house?", "时候"],
              ["within 24 hours", "24小时内"], ["within 2 days", "两日内"]),
    "seconds": (["How many seconds?", "几分钟"], ["The second batch", "分期"],
                ["30 seconds", "30秒"], ["the second batch", "第二批"]),
    "score": (["What score is needed?", "要多少分"], ["What is the scope?", "分类"],
              ["at least 80 points", "达到80分"], ["points to it", "分别"]),
    "document_number": (["What is the document number?", "文号"], ["How many documents?", "编辑"],
                        ["国知发〔2023〕8号", "第42号"], ["in 2023", "八号"]),
    "price": (["What fee is due?", "费用多少"], ["How long does it take?", "免责"],
              ["50 yuan", "五万元", "¥ 30"], ["free of charge", "元素"]),
    "names": (["Which cities were chosen?", "名单"], ["How many cities?", "名义"],
              ["Beijing, Shanghai, Hangzhou and Shenzhen", "北京、上海、杭州等"],
              ["fifteen cities", "十五个城市"]),
    "threshold": (["What is the minimum?", "至少要几家"], ["What is the maximum?", "至今"],
                  ["at least 50", "五十件以上"], ["as many as possible", "若干"]),
    "exact_duration": (["How many working days?", "几个月"], ["How many cities?", "几家"],
                       ["within 15 working days", "三个月"], ["a long period", "及时"]),
    "exact_count": (["How many cities?", "多少家"], ["How many days?", "几个月"],
                    ["15 cities", "ten offices", "三家"], ["several cities", "若干"]),
}  # fmt: skip


def test_every_detail_has_examples_and_a_message() -> None:
    names = [detail.name for detail in details()]
    assert names == list(EXAMPLES)
    assert len(names) == len(set(names)) == 14
    assert all(has(f"{status}.detail_{name}") for name in names for status in REFUSALS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    (detail,) = (one for one in details() if one.name == name)
    asked, not_asked, given, not_given = EXAMPLES[name]
    assert [t for t in asked if not detail.asked.search(normalise(t))] == []
    assert [t for t in not_asked if detail.asked.search(normalise(t))] == []
    assert [t for t in given if not detail.given.search(normalise(t))] == []
    assert [t for t in not_given if detail.given.search(normalise(t))] == []


def test_patterns_stand_once_and_find_nothing_in_nothing() -> None:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for key in ("asked", "given"):
        patterns = [row[key] for row in rows]
        assert len(patterns) == len(set(patterns))
    for detail in details():
        assert not detail.asked.search("")
        assert not detail.given.search("")


def test_details_that_no_text_gives() -> None:
    question = "Which year was it, and what is the phone number?"
    assert {detail.name for detail in details_asked(question)} == {"year", "phone"}
    assert details_missing(question, ["in 2021"]) == ("phone",)
    assert details_missing(question, ["in 2021", "010-62083000"]) == ()
    assert set(details_missing(question, [])) == {"year", "phone"}
    assert details_missing("Who may apply?", []) == ()


def test_the_model_has_a_weight_for_each_feature_it_keeps() -> None:
    settings = tuning()
    assert set(settings.weights) == set(ANSWER_FEATURES)
    assert len(ANSWER_FEATURES) == len(set(ANSWER_FEATURES))
    assert 0 < settings.answered < 1
    assert 0 < settings.word_covered < 1
    assert settings.evidence.most >= 1
    assert settings.evidence.margin > 0
