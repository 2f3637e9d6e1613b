"""Site furniture: every pattern matches its example, and policy is left alone."""

from __future__ import annotations

import re

import pytest

from ingest.furniture import cut_ends, is_edge, is_tail, mark_furniture
from ingest.lexicon import is_addressees, is_body_name, is_menu, only_date
from ingest.paragraphs import split_paragraphs
from ingest.yamlfile import DATA, load_data, parse_yaml
from language.normalise import normalise

ROWS = [(group, row) for group, rows in load_data("furniture").items() for row in rows]


@pytest.mark.parametrize(("group", "row"), ROWS, ids=[row["example"] for _, row in ROWS])
def test_a_pattern_matches_its_example(group: str, row: dict[str, str]) -> None:
    pattern = re.compile(row["pattern"])
    example = row["example"]
    assert normalise(example) == example, "patterns and examples are folded"
    if group in ("whole", "byline"):
        assert pattern.fullmatch(example)
    elif group == "inside":
        assert pattern.search(example)
    else:
        assert pattern.match(example)


FURNITURE = [
    "首页 > 政务公开 > 通知公告",
    "当前位置：首页 » 政策法规",
    "字号：【大 中 小】",
    "【打印】【关闭】",
    "浏览次数：532",
    "责任编辑：王某某",
    "来源：国家知识产权局",
    "上一篇：关于另一事项的通知",
    "下一条：没有了",
    "分享到：微信 微博",
    "主办单位：国家知识产权局  承办单位：信息中心",
    "京ICP备05069085号-1 京公网安备11010802023089号",
    "版权所有：国家知识产权局",
    "网站地图 | 联系我们 | 隐私政策",
    "扫一扫在手机打开当前页",
    "相关链接",
    "Home > Policies > Notices",
    "Back to top",
    "Share this article",
    "Share on: Facebook Twitter",
    "Subscribe to our newsletter",
    "© 2021 Example Ltd. All rights reserved.",
    "Privacy Policy | Terms of Use",
    "Previous article: another notice",
    "(Source: jwview, ipraction)",
    "Views: 1,204",
    "We use cookies to make this site work.",
    "http://www.example.gov.cn/art/2022/6/22/art_75.html",
    "Page 3 of 12",
]
POLICY = [
    "一、打印机租赁应当符合规定",
    "（三）加强版权保护，严厉打击侵权盗版。",
    "Copyright protection shall be strengthened in the key fields.",
    "Relevant documents shall be submitted before November 21.",
    "The next article applies to agencies: they must be registered.",
    "Home enterprises are encouraged to register their products with the platform.",
    "Source countries of infringing goods must be reported to customs.",
    "4. Share registration data with local governments",
    "Follow the procedures laid down in Attachment 1.",
    "来源地证明应当随申请一并提交。",
    "编辑出版单位应当建立版权审查制度。",
    "主办单位应当对展会参展商的知识产权状况进行审查。",
    "地址变更的，应当自变更之日起十五日内办理变更手续。",
    "The standards developed by the office shall apply.",
    "附件：1.申报书",
    "（二）审核：由省级知识产权局审核申请材料。",
    "Subscribers of the platform must keep their data current.",
    "网站经营者应当公示营业执照信息。",
    "点击“备案”按钮提交申请，系统自动生成备案号，有效期三年。",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_set_aside(line: str) -> None:
    assert [one.role for one in mark_furniture(split_paragraphs(line))] == ["boilerplate"]


@pytest.mark.parametrize("line", POLICY)
def test_policy_is_left_alone(line: str) -> None:
    (paragraph,) = mark_furniture(split_paragraphs(line))
    assert paragraph.role == "body"
    assert not is_tail(paragraph)


def test_phones_are_furniture_only_at_the_edge() -> None:
    (paragraph,) = mark_furniture(split_paragraphs("电话：010-62083114"))
    assert paragraph.role == "body"
    assert is_edge(paragraph)


BYLINES = [
    ("The rules apply. (intellectual property news reporter Li Qian, correspondent Lu Hongbo)",
     "The rules apply."),
    ("各地要认真执行。（记者 李某 通讯员 陆某）", "各地要认真执行。"),
    ("请遵照执行。【打印】【关闭】", "请遵照执行。"),
    ("The plan (hereinafter referred to as the plan)", None),
    ("申报单位（包括编辑人员所在单位）", None),
    ("见国家知识产权局令（第73号）", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kept"), BYLINES)
def test_bylines_are_cut_off(line: str, kept: str | None) -> None:
    pieces = cut_ends(line, split_paragraphs(line))
    assert pieces[0].text == (kept or line)
    assert len(pieces) == (2 if kept else 1)


LINES = [
    (is_menu, "IP News Alerts Articles Cases Links", True),
    (is_menu, "Home | About | News | Contact", True),
    (is_menu, "MOF: Building the IPR Operational Service System", False),
    (is_body_name, "国家知识产权局办公室", True),
    (is_body_name, "Intellectual Property Office of Sichuan Province", True),
    (is_body_name, "Measures of the State Council", False),
    (is_body_name, "关于组织开展备案工作的通知", False),
]


@pytest.mark.parametrize(("question", "line", "answer"), LINES)
def test_lines(question: object, line: str, answer: bool) -> None:
    assert question(line) is answer  # type: ignore[operator]


ADDRESSEES = [
    ("各省、自治区、直辖市知识产权局：", True),
    ("To all provincial intellectual property offices:", True),
    ("The people's governments of all provinces, all ministries:", True),
    ("The relevant matters are now notified as follows:", False),
    ("现将有关事项通知如下：", False),
    ("为规范管理，根据专利法，对有关部门作出如下规定：", False),
]


@pytest.mark.parametrize(("line", "answer"), ADDRESSEES)
def test_addressees(line: str, answer: bool) -> None:
    (paragraph,) = split_paragraphs(line)
    assert is_addressees(paragraph) is answer


DATES = [
    ("2022-06-22 10:30", True),
    ("二〇二二年六月二十日", True),
    ("(June 20, 2022)", True),
    ("Wednesday, 22 June 2022", True),
    ("on June 20, 2022 the office", False),
    ("2022年工作要点", False),
]


@pytest.mark.parametrize(("line", "answer"), DATES)
def test_only_date(line: str, answer: bool) -> None:
    assert (only_date(line) is not None) is answer


COUNTS = {"furniture": 6, "front_labels": 8, "title_words": 4, "org_words": 4, "cues": 14,
          "number_pinyin": 3, "issuers": 31, "html": 4}  # fmt: skip


def words(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for one in value.values() for word in words(one)]
    if isinstance(value, list):
        return [word for one in value for word in words(one)]
    return [str(value)]


@pytest.mark.parametrize("name", COUNTS)
def test_data_files(name: str) -> None:
    value = parse_yaml((DATA / f"{name}.yaml").read_text(encoding="utf-8")).value
    assert len(value) == COUNTS[name]
    lists = value.values() if isinstance(value, dict) else []
    for one in lists:
        if isinstance(one, list) and all(isinstance(word, str) for word in one):
            assert len(one) == len(set(one)), [word for word in one if one.count(word) > 1]
    if name == "front_labels":
        assert len(words(value)) == len(set(words(value)))


def test_every_data_file_is_counted() -> None:
    assert {path.stem for path in DATA.glob("*.yaml")} == set(COUNTS)
