from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checklist.extract import extract_requirements
from ingest.parse import parse_notice
from ingest.read import read_source
from records import Attachment, ParsedNotice, Requirement, Span
from tests.checklist_samples import GARBLED, parsed_notice

NOTICES = Path(__file__).resolve().parent.parent / "corpus" / "notices"


def codes(requirement: Requirement) -> list[str]:
    return [remark.code for remark in requirement.warnings]


def assert_quotes(parsed: ParsedNotice, requirements: tuple[Requirement, ...]) -> None:
    for one in requirements:
        assert parsed.text[one.span.start : one.span.end] == one.source_text
    assert len({one.id for one in requirements}) == len(requirements)


def test_every_field_of_a_request() -> None:
    parsed = parsed_notice(
        [
            (
                ("4. Organise",),
                "Provincial Intellectual Property Offices are requested to name the contact "
                'person (see Attachment 2), fill in the "Application Form" (see Attachment 3), and '
                "submit it to zlcp@ppac.org.cn before November 21.",
            )
        ],
        signed=date(2022, 11, 15),
        released=date(2022, 11, 23),
        attachments=(Attachment(2, "Contact form", Span(0, 1), held=True),),
    )
    (one,) = extract_requirements(parsed)
    assert (one.type, one.cue) == ("must", "are requested")
    assert one.actor == "Provincial Intellectual Property Offices"
    assert one.actor_id == "provincial_ip_office"
    assert one.action.startswith("to name the contact person")
    assert one.deadline is not None
    assert one.deadline.value == date(2022, 11, 21)
    assert one.deadline.inferred
    assert one.evidence == (
        "Attachment 2", "Application Form", "Attachment 3", "zlcp@ppac.org.cn",
    )  # fmt: skip
    assert codes(one) == [
        "checklist.year_inferred",
        "checklist.deadline_past_release",
        "checklist.attachment_absent",
    ]
    assert_quotes(parsed, (one,))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If it fails, it shall be returned.", "If it fails"),
        ("Except for emergencies, changes must be reported.", "Except for emergencies"),
        (
            "No activity shall be carried out without authorization.",
            "without authorization",
        ),
        ("第一条 申请备案的，应当提交申请书。", "申请备案的"),
        ("第一条 除前款规定外，应当取得同意。", "除前款规定外"),
        ("第一条 未经许可，任何人不得实施。", "未经许可"),
        ("Offices must report their progress.", None),
    ],
)
def test_conditions_and_exceptions(text: str, condition: str | None) -> None:
    (one,) = extract_requirements(parsed_notice([((), text)]))
    assert one.condition == condition


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Offices must submit the annual report to CNIPA.", "the annual report"),
        ("The annual report must be submitted by the applicant.", "The annual report"),
        ("第一条 申请人应当将协议报送商标局。", "协议"),
    ],
)
def test_object(text: str, thing: str) -> None:
    (one,) = extract_requirements(parsed_notice([((), text)]))
    assert one.object == thing


def test_a_garbled_sentence_yields_items_only_with_its_warning() -> None:
    parsed = parsed_notice(
        [((), "China, China, no party shall be allowed in. Offices must report their progress.")],
        garbled="China, China",
    )
    bad, good = extract_requirements(parsed)
    assert GARBLED in bad.warnings
    assert GARBLED not in good.warnings


@pytest.mark.parametrize("kind", ["contacts", "attachments", "title", "signature", "addressees"])
def test_only_the_body_gives_items(kind: str) -> None:
    parsed = parsed_notice([((), "Offices must report their progress.")], kind=kind)  # type: ignore[arg-type]
    assert extract_requirements(parsed) == ()


def test_a_notice_that_binds_nobody() -> None:
    parsed = parsed_notice([((), "The centre was opened in May. It has three rooms.")])
    assert extract_requirements(parsed) == ()


def test_a_list_belongs_to_its_lead_unless_its_items_bind_themselves() -> None:
    plain = "第七条 申请书应当包括下列内容：\n(一)名称；\n(二)地址。"
    (one,) = extract_requirements(parsed_notice([((), plain)]))
    assert one.source_text == plain.removeprefix("第七条 ")
    binding = "第八条 申请人应当遵守下列规定：\n(一)申请人不得重复申请；\n(二)申请人可以撤回。"
    found = extract_requirements(parsed_notice([((), binding)]))
    assert [item.type for item in found] == ["must", "must_not", "may"]


def test_a_lost_full_stop_does_not_cut_a_duty() -> None:
    text = (
        "Offices are requested to submit the form before November 21 The scanned copy will be "
        "sent to the email address."
    )
    (one,) = extract_requirements(parsed_notice([((), text)], signed=date(2022, 11, 15)))
    assert one.source_text == text
    assert one.deadline is not None


def test_ids_survive_what_does_not_concern_them() -> None:
    text = "Offices must report their progress. Firms may apply for it."
    before = extract_requirements(parsed_notice([((), text)]))
    moved = parsed_notice([((), "A new preamble."), ((), text)], released=date(2023, 1, 1))
    assert [one.id for one in extract_requirements(moved)] == [one.id for one in before]
    other_work = parsed_notice([((), text)])
    other_work = replace(other_work, notice=replace(other_work.notice, work_id="other"))
    assert not {one.id for one in extract_requirements(other_work)} & {one.id for one in before}


def test_a_sentence_printed_twice_in_a_clause_gets_two_ids() -> None:
    found = extract_requirements(
        parsed_notice(
            [((), "Offices must report their progress. Offices must report their progress.")]
        )
    )
    assert len({one.id for one in found}) == 2


def test_the_five_notices() -> None:
    """Must-contain and must-not-contain over the real corpus, through the real parser."""
    found = {}
    for file in sorted(NOTICES.glob("*.txt")):
        parsed = parse_notice(read_source(file, 50))
        requirements = extract_requirements(parsed)
        assert_quotes(parsed, requirements)
        found[file.stem] = requirements
    assert [one for one in found["cnipa-blue-sky-rectification-2021"] if not one.commitment] == []
    alliance = [one for one in found["sipo-industrial-ip-alliance-filing"] if not one.commitment]
    assert [one.type for one in alliance if "will be responsible" in one.source_text] == ["must"]
    assert not any("One belt, one road" in one.source_text and not one.warnings for one in alliance)
    registration = found["cnipa-patented-product-registration-2022"]
    due = {one.deadline.value for one in registration if one.deadline and one.deadline.value}
    assert due == {date(2022, 11, 21), date(2022, 12, 31)}
    promises = [one.source_text for one in registration if one.commitment]
    assert any("we will continue to improve" in text for text in promises)
    zones = found["cnipa-ip-protection-demonstration-zones-2022"]
    conditions = [one.source_text for one in zones if one.type == "condition"]
    assert "The construction period is two years." in conditions
    everything = " ".join(one.source_text for group in found.values() for one in group)
    for boilerplate in ("Copyright", "Telephone", "Cookie", "相关新闻", "official subscription"):
        assert boilerplate not in everything
