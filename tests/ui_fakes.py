"""A small engine for tests of the app: two made notices, real records, the real state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from errors import NotFound, QuestionError
from records import (
    Answer,
    Aside,
    Attachment,
    Checklist,
    Citation,
    Clause,
    Contact,
    DateFact,
    Deadline,
    Filters,
    Language,
    Notice,
    NoticeDates,
    ParsedNotice,
    Passage,
    Question,
    Remark,
    Requirement,
    RequirementType,
    Sentence,
    ShortAnswer,
    Span,
    Statement,
    Tick,
)
from settings import Settings
from state import Workspaces

AS_OF = date(2026, 1, 15)
ENGLISH = "\n".join(
    [
        "Home | News | Contact",
        'Notice on filing widgets <script>alert("x")</script>',
        "Offices of all provinces:",
        "1. Filing",
        "Provincial offices must file *every* widget before November 21, 2025. "
        "They must not charge :red[fees] of $5 or $6.",
        "2. Publicity",
        "Enterprises may register on the platform. The office will publish the list every month.",
        "Attachment: 1. Filing form",
        "Copyright Widget Agency",
    ]
)
CHINESE = """关于开展小部件备案工作的通知
一、备案
各省级部门应当在2025年12月31日前完成备案。
二、宣传
鼓励企业参加培训。
"""


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def clause(
    notice_id: str, text: str, ordinal: int, part: str, path: str, headings: tuple[str, ...]
) -> Clause:
    span = span_of(text, part)
    language: Language = "zh" if text == CHINESE else "en"
    heads = [Sentence(span_of(text, heading), heading=True) for heading in headings]
    return Clause(
        id=f"{notice_id}#{path}",
        notice_id=notice_id,
        ordinal=ordinal,
        path=path,
        kind="body",
        heading_path=headings,
        text=part,
        span=span,
        language=language,
        text_hash=path,
        sentences=(*heads, Sentence(span)),
    )


def english_notice() -> ParsedNotice:
    notice_id = "widgets@2025-03-01-aaaa1111"
    title = 'Notice on filing widgets <script>alert("x")</script>'
    parts = ENGLISH.splitlines()
    notice = Notice(
        id=notice_id,
        work_id="widgets",
        title=title,
        issuer="Widget Office",
        issuer_id="widget-office",
        number="Widget [2025] No. 7",
        number_normalised="部件〔2025〕7号",
        dates=NoticeDates(
            signed=DateFact("March 1, 2025", date(2025, 3, 1)),
            released=DateFact("June 1", None, source="manifest"),
        ),
        language="en",
        kind="translation",
        file="widgets.txt",
        sha256="a" * 64,
        encoding="utf-8",
        title_zh="关于小部件备案的通知",
        source_url="https://example.org/widgets",
        attachments=(Attachment(1, "Filing form", span_of(ENGLISH, "1. Filing form")),),
        contacts=(Contact("phone", "010-1234", "Desk", span_of(ENGLISH, "2. Publicity")),),
        asides=(
            Aside("boilerplate", span_of(ENGLISH, "Home | News | Contact")),
            Aside("boilerplate", span_of(ENGLISH, "Copyright Widget Agency")),
        ),
        places={"title": span_of(ENGLISH, title)},
    )
    clauses = (
        clause(notice_id, ENGLISH, 0, parts[4], "1", ("1. Filing",)),
        clause(notice_id, ENGLISH, 1, parts[6], "2", ("2. Publicity",)),
    )
    return ParsedNotice(notice, ENGLISH, clauses)


def chinese_notice() -> ParsedNotice:
    notice_id = "xiaobujian@2025-05-01-bbbb2222"
    parts = CHINESE.splitlines()
    notice = Notice(
        id=notice_id,
        work_id="xiaobujian",
        title=parts[0],
        issuer="部件局",
        issuer_id="bujianju",
        number=None,
        number_normalised=None,
        dates=NoticeDates(signed=DateFact("2025年5月1日", date(2025, 5, 1))),
        language="zh",
        kind="full_text",
        file="xiaobujian.txt",
        sha256="b" * 64,
        encoding="utf-8",
        status="in_force",
        status_source="manifest",
    )
    clauses = (
        clause(notice_id, CHINESE, 0, parts[2], "1", ("一、备案",)),
        clause(notice_id, CHINESE, 1, parts[4], "2", ("二、宣传",)),
    )
    return ParsedNotice(notice, CHINESE, clauses)


def requirement(
    parsed: ParsedNotice,
    number: int,
    kind: RequirementType,
    part: str,
    actor: tuple[str | None, str],
    *,
    deadline: Deadline | None = None,
    commitment: bool = False,
) -> Requirement:
    owner = next(c for c in parsed.clauses if part in c.text)
    return Requirement(
        id=f"{parsed.notice.work_id}-{number}",
        notice_id=parsed.notice.id,
        clause_id=owner.id,
        type=kind,
        actor=actor[0],
        actor_id=actor[1],
        action="file",
        object="widgets",
        span=span_of(parsed.text, part),
        source_text=part,
        deadline=deadline,
        commitment=commitment,
    )


def requirements() -> tuple[tuple[Requirement, ...], tuple[Requirement, ...]]:
    """The items and the commitments of both notices."""
    en, zh = english_notice(), chinese_notice()
    offices = ("Provincial offices", "provincial_ip_office")
    items = (
        requirement(
            en, 1, "must",
            "Provincial offices must file *every* widget before November 21, 2025.", offices,
            deadline=Deadline("before November 21", "date", date(2025, 11, 21), inferred=True),
        ),
        requirement(
            en, 2, "must_not", "They must not charge :red[fees] of $5 or $6.",
            (None, "provincial_ip_office"),
        ),
        requirement(
            en, 3, "may", "Enterprises may register on the platform.",
            ("Widget makers", "enterprise"),
        ),
        requirement(
            zh, 4, "must", "各省级部门应当在2025年12月31日前完成备案。",
            ("各省级部门", "provincial_ip_office"),
            deadline=Deadline("2025年12月31日前", "date", date(2025, 12, 31)),
        ),
        requirement(zh, 5, "should", "鼓励企业参加培训。", ("企业", "enterprise")),
    )  # fmt: skip
    promise = requirement(
        en, 6, "must", "The office will publish the list every month.",
        ("The office", "authority"), commitment=True,
    )  # fmt: skip
    return items, (promise,)


def citation(parsed: ParsedNotice, part: str) -> Citation:
    owner = next(c for c in parsed.clauses if part in c.text)
    return Citation(parsed.notice.id, owner.id, span_of(parsed.text, part), part)


class FakeEngine:
    """What the pages call of `engine.Engine`; a question's first word chooses the answer."""

    def __init__(self, data_dir: Path, *, empty: bool = False) -> None:
        self.settings = Settings(data_dir=data_dir)
        self.workspaces = Workspaces.open(data_dir)
        self._parsed: tuple[ParsedNotice, ...] = (
            () if empty else (english_notice(), chinese_notice())
        )
        self.exported: list[tuple[str, str, int, int, str]] = []
        self.asked: list[tuple[str, Filters, tuple[str, ...]]] = []

    def forget(self, work_id: str) -> None:
        """Drop a notice, as a removal would."""
        self._parsed = tuple(p for p in self._parsed if p.notice.work_id != work_id)

    def notices(self) -> tuple[Notice, ...]:
        return tuple(parsed.notice for parsed in self._parsed)

    def notice(self, notice_id: str) -> ParsedNotice:
        for parsed in self._parsed:
            if notice_id in (parsed.notice.id, parsed.notice.work_id):
                return parsed
        raise NotFound("no such notice", code="error.notice_not_found", notice=notice_id)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        filters: Filters = Filters(),  # noqa: B008
        limit: int = 10,
        history: Sequence[str] = (),
    ) -> Answer:
        if not question.strip():
            raise QuestionError("the question is empty", code="error.question_empty")
        self.asked.append((question, filters, tuple(history)))
        english = english_notice()
        found = citation(
            english, "Provincial offices must file *every* widget before November 21, 2025."
        )
        passages = (
            Passage(found, "1. Filing", 0.9),
            Passage(citation(chinese_notice(), "鼓励企业参加培训。"), "二、宣传", 0.4),
        )
        asked = Question(question, language or "en", question, ("date",), ("file",))
        stated = "unknown" not in question
        date_span = span_of(ENGLISH, "before November 21, 2025")
        short = Citation(found.notice_id, found.clause_id, date_span, "before November 21, 2025")
        return Answer(
            asked,
            "answered" if stated else "not_stated",
            Remark("answered"),
            ShortAnswer(short.source_text, "date", short, "2025-11-21", True) if stated else None,
            (Statement(found.source_text, (found,)),) if stated else (),
            passages=passages,
            checklist=requirements()[0][:1] if stated else (),
            as_of=AS_OF,
            filters=filters,
            clauses_searched=4,
            notices_searched=2,
        )

    def checklist(
        self,
        *,
        notice_ids: Sequence[str] = (),
        question: str | None = None,
        actor: str | None = None,
        as_of: date | None = None,
    ) -> Checklist:
        ids = {self.notice(name).notice.id for name in notice_ids}
        held = {notice.id for notice in self.notices()}
        chosen = ids or held
        items, commitments = (
            tuple(
                item
                for item in group
                if item.notice_id in chosen & held and actor in (None, item.actor_id)
            )
            for group in requirements()
        )
        notices = tuple(n for n in self.notices() if n.id in chosen)
        return Checklist(items, commitments, notices, as_of or AS_OF, question, actor)

    def actors(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("provincial_ip_office", "provincial office", "省级部门"),
            ("enterprise", "enterprise", "企业"),
            ("alliance", "alliance", "联盟"),
        )

    def export(
        self,
        checklist: Checklist,
        format: str,
        language: Language,
        ticks: Mapping[str, Tick] | None = None,
        exported_by: str = "",
    ) -> bytes:
        done = sum(1 for tick in (ticks or {}).values() if tick.done)
        self.exported.append((format, language, len(checklist.items), done, exported_by))
        return b"exported"

    def export_answer(self, answer: Answer, language: Language) -> str:
        return f"{language}: {answer.question.text}"
