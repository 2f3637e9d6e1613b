"""Notices and checklists for the tests of exports."""

from __future__ import annotations

from datetime import UTC, date, datetime

from records import (
    Checklist,
    DateFact,
    Deadline,
    Notice,
    NoticeDates,
    Remark,
    Requirement,
    Span,
    Tick,
)

AS_OF = date(2026, 1, 31)
TICKED_AT = datetime(2026, 1, 2, 18, 30, tzinfo=UTC)  # the third, in China
EN_ID = "registration@2022-11-15-0a1b2c3d"
ZH_ID = "patent-law@2020-10-17-ffeeddcc"

PAYLOADS = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\tindented",
    "<script>alert(1)</script>",
    '"quoted", and; a comma',
    "two\nlines",
    "# heading | table * star _ under_score",
    "#N/A",
]


def english_notice() -> Notice:
    """A machine translation with a number and two kinds of date; validity unknown."""
    return Notice(
        id=EN_ID,
        work_id="registration",
        title="Notice on organizing the registration of patented products",
        issuer="General Office of CNIPA",
        issuer_id="cnipa_general_office",
        number="State Intellectual Property Office Hanyun Zi [2022] No. 985",
        number_normalised="国知办函运字〔2022〕985号",
        dates=NoticeDates(
            signed=DateFact("November 15, 2022", date(2022, 11, 15)),
            released=DateFact("2022-11-23", date(2022, 11, 23)),
        ),
        language="en",
        kind="translation",
        file="registration.txt",
        sha256="ab" * 32,
        encoding="utf-8",
        title_zh="关于组织开展专利产品备案工作的通知",
        issuer_zh="国家知识产权局办公室",
        source_url="https://example.org/985",
    )


def chinese_notice() -> Notice:
    """A full text in force, by the operator's word, without a number."""
    return Notice(
        id=ZH_ID,
        work_id="patent-law",
        title="中华人民共和国专利法",
        issuer="全国人民代表大会常务委员会",
        issuer_id="npc",
        number=None,
        number_normalised=None,
        dates=NoticeDates(effective=DateFact("6月1日", None)),
        language="zh",
        kind="full_text",
        file="专利法.md",
        sha256="cd" * 32,
        encoding="utf-8",
        status="in_force",
        status_source="operator",
    )


def dated() -> Requirement:
    """A duty with a deadline whose year was inferred, a form and a warning."""
    text = "Provincial offices shall send the scanned copy (Attachment 1) before November 21."
    return Requirement(
        id="r-dated",
        notice_id=EN_ID,
        clause_id=f"{EN_ID}#4.2",
        type="must",
        actor="Provincial offices",
        actor_id="provincial_ip_office",
        action="send",
        object="the scanned copy",
        span=Span(1200, 1200 + len(text)),
        source_text=text,
        deadline=Deadline("before November 21", "date", date(2022, 11, 21), inferred=True),
        evidence=("Attachment 1",),
    )


def upcoming() -> Requirement:
    """A Chinese recommendation with a deadline in the future and a condition."""
    text = "符合条件的申请人可以在2026年3月1日前提出申请。"
    return Requirement(
        id="r-upcoming",
        notice_id=ZH_ID,
        clause_id=f"{ZH_ID}#10.p2",
        type="may",
        actor=None,
        actor_id="applicant",
        action="提出",
        object="申请",
        span=Span(300, 300 + len(text)),
        source_text=text,
        deadline=Deadline("2026年3月1日前", "date", date(2026, 3, 1)),
        condition="符合条件的",
    )


def undated() -> Requirement:
    """A prohibition within an unstated time, garbled in translation."""
    return Requirement(
        id="r-undated",
        notice_id=EN_ID,
        clause_id=f"{EN_ID}#5",
        type="must_not",
        actor="those who register",
        actor_id="other",
        action="act within a time limit",
        object="",
        span=Span(2000, 2040),
        source_text="No activity shall be carried out at all.",
        deadline=Deadline("within a time limit", "relative"),
        warnings=(Remark("export.nothing"),),  # any code with a sentence
    )


def promise() -> Requirement:
    """What the authority promises."""
    return Requirement(
        id="r-promise",
        notice_id=EN_ID,
        clause_id=f"{EN_ID}#6",
        type="must",
        actor="the platform",
        actor_id="authority",
        action="give",
        object="feedback",
        span=Span(2100, 2130),
        source_text="The platform will give feedback",
        commitment=True,
    )


def payload_item(text: str, number: int = 0) -> Requirement:
    """A requirement all of whose texts are ``text``."""
    return Requirement(
        id=f"r-payload-{number}",
        notice_id=EN_ID,
        clause_id=f"{EN_ID}#7",
        type="should",
        actor=text,
        actor_id="other",
        action=text,
        object="",
        span=Span(0, len(text)),
        source_text=text,
        deadline=Deadline(text, "recurring"),
        condition=text,
        evidence=(text,),
    )


def checklist(*items: Requirement, question: str | None = None) -> Checklist:
    """A checklist over both notices; three items and a promise where none are given."""
    return Checklist(
        items=items or (dated(), upcoming(), undated()),
        commitments=() if items else (promise(),),
        notices=(english_notice(), chinese_notice()),
        as_of=AS_OF,
        question=question,
    )


def empty_checklist() -> Checklist:
    """A notice that binds nobody."""
    return Checklist((), (), (english_notice(),), AS_OF)


def tick(requirement_id: str, notice_id: str = EN_ID, done: bool = True) -> Tick:
    """A tick of a requirement."""
    quote = "An older wording of this duty."
    return Tick(requirement_id, notice_id, f"{notice_id}#2", quote, done, TICKED_AT)


TICKS = {
    "r-dated": tick("r-dated"),
    "r-upcoming": tick("r-upcoming", ZH_ID, done=False),
    "r-gone": tick("r-gone", "registration@2021-01-01-00000000"),
    "r-gone-open": tick("r-gone-open", done=False),
    "r-elsewhere": tick("r-elsewhere", "another-work@2020-01-01-11111111"),
}
HEADINGS = {f"{EN_ID}#4.2": "Filing\nand copies", f"{ZH_ID}#10.p2": "第十条"}
ACTORS = {"provincial_ip_office": "provincial IP offices", "applicant": "applicants"}
