from __future__ import annotations

import gzip
import json

import pytest

from checklist.modality import is_obligation, read_sentence
from language.script import detect_language
from settings import load_settings

ENGLISH = [
    # sentence, [(type, how the part begins)], why
    ("All offices must report.", [("must", "All offices")], "must"),
    ("Applicants shall file a form.", [("must", "Applicants")], "shall"),
    ("It is necessary to report progress.", [("must", "It is")], "expletive must"),
    ("Offices are requested to name a contact.", [("must", "Offices")], "a request binds"),
    ("Please report them together.", [("must", "Please")], "please is a request"),
    ("Local offices should assign staff.", [("should", "Local")], "should"),
    ("Strengthen publicity and training.", [("should", "Strengthen")], "bare imperative"),
    ("Comprehensively improve supervision.", [("should", "Comp")], "adverb before imperative"),
    ("Where infringement is found, investigate it.", [("should", "Where")], "after a condition"),
    ("Do not increase the burden on firms.", [("must_not", "Do not")], "negative imperative"),
    ("Firms may apply.", [("may", "Firms")], "may"),
    ("The zone can submit a renewal application.", [("may", "The zone")], "can with a verb"),
    ("Encourage firms to take part.", [("may", "Encourage")], "encouragement permits"),
    ("We encourage universities to set up centers.", [("may", "We")], "with a subject"),
    (
        "Encourage the setting-up of alliances, build a warning system and coordinate disputes.",
        [("should", "Encourage")],
        "encouragement as one task of a list",
    ),
    ("No activity shall be carried out in its name.", [("must_not", "No")], "no … shall"),
    ("Agencies may not charge fees.", [("must_not", "Agencies")], "may not"),
    ("Agencies are strictly prohibited from charging.", [("must_not", "Agencies")], "prohibited"),
    ("Firms need not register.", [], "no obligation"),
    ("They are not required to audit.", [], "negated must"),
    ("The measures were issued on May 5, 2020.", [], "the month is no modal"),
    ("The fee was cancelled and 15 alliances were suspended.", [], "facts"),
    ("In order to implement the plan, the following is notified.", [], "purpose"),
    ("This initiative aims to achieve these goals: Speed up work; Crack down.", [], "aims"),
    ("It is expected to accelerate the system.", [], "expectation"),
    ("The overall deployment is scientific and reasonable.", [], "description"),
    ("Could you please clarify what you should do?", [], "a question"),
    ("The construction period is two years.", [("condition", "The")], "duration"),
    ("The certificate is valid for 3 years.", [("condition", "The")], "validity"),
    (
        "If it still fails after rectification, the title will be cancelled.",
        [("condition", "If")],
        "consequence",
    ),
    ("Late applications will not be considered.", [("condition", "Late")], "refusal"),
    (
        "Those that pass will be recognised, and the period will be valid for 3 years.",
        [("condition", "Those")],
        "two consequences are one item",
    ),
    (
        "The notice requires that all offices should supervise alliances.",
        [("must", "The notice")],
        "requires that … should",
    ),
    (
        "The notice requires the relevant offices to verify and cancel records.",
        [("must", "The notice")],
        "requires … to; can in cancel is no modal",
    ),
    (
        "The notice points out that A will no longer file, and B will be responsible for filing.",
        [("condition", "The notice"), ("must", "and B")],
        "own conduct, then a duty newly given",
    ),
    (
        "Applicants shall submit the form, and the office shall review it.",
        [("must", "Applicants"), ("must", "and the office")],
        "two actors, two items",
    ),
    (
        "Offices should train staff, promote use and report results.",
        [("should", "Offices")],
        "verbs sharing one subject are one item",
    ),
    (
        "First, launch special actions; Second, encourage centers; Third, build a credit system.",
        [("should", "launch"), ("may", "encourage"), ("should", "build")],
        "semicolons separate tasks; ordinals are no part",
    ),
    (
        "For those who qualify, they should be guided; for those who do not, they should be "
        "supervised.",
        [("should", "For those who qualify"), ("should", "for those who do not")],
        "two conditions, two items",
    ),
    (
        "Send the form so that the port can be opened.",
        [("should", "Send")],
        "a modal in a purpose clause does not count",
    ),
    (
        'Use the manual (which can be downloaded from "the site that must work").',
        [("should", "Use")],
        "modals in brackets and quotes do not count",
    ),
    (
        "In order to avoid duplication, the platform provides unified services.",
        [("condition", "the platform")],
        "a purpose is no part of the item",
    ),
    (
        "Establish a management mechanism, and order rectification if work does not progress.",
        [("should", "Establish"), ("condition", "order")],
        "a consequence after an imperative",
    ),
]

CHINESE = [
    # sentence, is it a law, [(type, how the part begins)], why
    ("各级部门应当加强监管。", False, [("must", "各级")], "应当"),
    ("各地要高度重视。", False, [("should", "各地")], "要 in a notice"),
    ("申请人须提交申请书。", False, [("must", "申请人")], "须"),
    ("请于11月21日前报送。", False, [("must", "请于")], "请"),
    ("加强业务指导，防范风险。", False, [("should", "加强")], "bare imperative"),
    ("严禁以任何形式收费。", False, [("must_not", "严禁")], "严禁"),
    ("任何单位或者个人不得压制。", True, [("must_not", "任何")], "不得"),
    ("被许可人无权允许他人实施。", True, [("must_not", "被许可人")], "无权"),
    ("专利权人有权标明专利标识。", True, [("may", "专利权人")], "有权"),
    ("鼓励企业参加备案。", False, [("may", "鼓励")], "鼓励"),
    ("企业无需缴纳费用。", False, [], "negated must"),
    ("省级知识产权局将总结于12月底前报送。", False, [("must", "省级")], "将 marks an object"),
    ("我局将适时开展评估。", False, [("condition", "我局")], "将 is the authority's promise"),
    ("任何能够将商品区别开的标志，均可以申请注册。", True, [("may", "任何")], "将 in a law"),
    ("一件信函中应当只包含同一申请的文件。", True, [("must", "一件")], "应当 … 的文件 at the end"),
    ("应当提交的文件包括说明书。", True, [("condition", "应当")], "应当 in a modifier"),
    ("并禁止使用的，不予注册。", True, [("condition", "并禁止")], "禁止 beside a consequence"),
    ("必要的时候，应当有附图。", True, [("must", "必要")], "要 in 必要 is no modal"),
    ("开放许可声明被撤回的，不影响许可的效力。", True, [("condition", "开放")], "可 in 许可"),
    ("权利人可以授权或者禁止出租。", True, [("may", "权利人")], "the first modal wins"),
    ("建设周期为2年。", False, [("condition", "建设")], "duration"),
    ("未附送的，视为未提交。", True, [("condition", "未附送")], "视为"),
    ("本法所称的发明创造是指发明和外观设计。", True, [], "definition"),
    ("为了保护专利权人的合法权益，制定本法。", True, [], "purpose"),
    ("本条第二款规定适用于办理其他商标事宜。", True, [], "scope"),
    ("具体办法由海关总署制定。", True, [], "delegation of rule-making"),
    ("现将有关事项通知如下：", False, [], "lead-in"),
    ("专利产品备案工作是基础性工作。", False, [], "background"),
    ("国务院专利行政部门负责管理全国的专利工作。", True, [("must", "国务院")], "duty of office"),
    ("申报城市制定实施方案，经审核后报送。", False, [("must", "申报")], "step in a procedure"),
    (
        "申请人可以对申请文件进行修改，但是，修改不得超出原范围。",
        True,
        [("may", "申请人"), ("must_not", "但是")],
        "a turn with a modality of its own",
    ),
    (
        "当事人应当订立合同，并向国务院专利行政部门登记，由国务院专利行政部门予以公告。",
        True,
        [("must", "当事人"), ("must", "由国务院")],
        "an actor of its own",
    ),
    (
        "申请人应当附送译文；未附送的，视为未提交。",
        True,
        [("must", "申请人"), ("condition", "未附送")],
        "semicolon",
    ),
    (
        "应当在申请的时候提出声明，并且在三个月内提交副本。",
        True,
        [("must", "应当"), ("must", "并且在三个月内")],
        "each part has its deadline",
    ),
    (
        "商标局应当送交副本，限其自收到之日起30日内答辩。",
        True,
        [("must", "商标局"), ("must", "限其")],
        "a limit set for another",
    ),
    (
        "直接递交的，以递交日为准；邮寄的，以邮戳日为准。",
        True,
        [("condition", "直接")],
        "a chain of date rules is one item",
    ),
    (
        "有下列情形之一的，海关不予备案：\n(一)文件不齐全的；\n(二)不是权利人的。",
        True,
        [("condition", "有下列")],
        "a list belongs to its lead",
    ),
    (
        "审查延迟给予期限补偿，但由申请人引起的延迟除外。",
        True,
        [("condition", "审查")],
        "an exception is no item of its own",
    ),
]


@pytest.mark.parametrize(("sentence", "parts", "why"), ENGLISH, ids=[row[2] for row in ENGLISH])
def test_english(sentence: str, parts: list[tuple[str, str]], why: str) -> None:
    found = read_sentence(sentence, "en")
    assert [one.type for one in found] == [kind for kind, _ in parts], why
    for (_, beginning), one in zip(parts, found, strict=True):
        assert sentence[one.start : one.end].startswith(beginning), why


@pytest.mark.parametrize(
    ("sentence", "law", "parts", "why"), CHINESE, ids=[row[3] for row in CHINESE]
)
def test_chinese(sentence: str, law: bool, parts: list[tuple[str, str]], why: str) -> None:
    found = read_sentence(sentence, "zh", law=law)
    assert [one.type for one in found] == [kind for kind, _ in parts], why
    for (_, beginning), one in zip(parts, found, strict=True):
        assert sentence[one.start : one.end].startswith(beginning), why


@pytest.mark.parametrize(
    ("sentence", "section", "types"),
    [
        ("Applying units should be cities above the prefecture level.", "body", ["condition"]),
        ("Applicants must not have been listed for dishonesty.", "eligibility", ["condition"]),
        ("The resources are well guaranteed.", "eligibility", ["condition"]),
        ("The resources are well guaranteed.", "body", []),
        ("Adhere to the people-centred idea, build a new pattern.", "aims", []),
        ("区域内知识产权保护工作总体部署有力。", "eligibility", ["condition"]),
        ("坚持创新驱动，加强保护。", "aims", []),
    ],
)
def test_the_section_decides(sentence: str, section: str, types: list[str]) -> None:
    found = read_sentence(sentence, detect_language(sentence), section)  # type: ignore[arg-type]
    assert [one.type for one in found] == types


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Applicants must satisfy the criteria.", True),
        ('"A Listed Entity must take reasonable steps."', True),
        ("It is recommended to review procedures.", False),
        ("Managers have the flexibility to disclose more.", False),
        ("Disclosure is mandatory.", True),
        ("A Person is prohibited from trading.", True),
        ("Should they find it useful, firms may use it.", False),
        ("申请人应当提交申请书。", True),
        ("鼓励企业参加。", False),
        ("建议企业购买保险。", False),
    ],
)
def test_is_obligation(sentence: str, expected: bool) -> None:
    assert is_obligation(sentence) is expected


def test_a_run_without_stops_is_no_sentence() -> None:
    assert read_sentence("All offices must, and should " * 3000, "en") == []


@pytest.mark.bench
def test_obligation_sentences_beat_the_modal_pattern() -> None:
    folder = load_settings().bench_dir
    if folder is None:
        pytest.skip("no public data named: NOTICEDESK_BENCH_DIR")
    file = folder / "obligation-sentences-dev.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    hits = [is_obligation(row["text"]) for row in rows]
    true = sum(hit and row["obligation"] for hit, row in zip(hits, rows, strict=True))
    right = sum(hit == row["obligation"] for hit, row in zip(hits, rows, strict=True))
    f1 = 2 * true / (sum(hits) + sum(row["obligation"] for row in rows))
    assert right / len(rows) >= 0.95
    assert f1 >= 0.96
