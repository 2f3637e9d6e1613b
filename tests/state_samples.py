"""Records for the tests of state and exports, with every field set at least once."""

from __future__ import annotations

from datetime import date

from records import (
    Answer,
    Citation,
    Deadline,
    Filters,
    Passage,
    Question,
    Remark,
    Requirement,
    ShortAnswer,
    Span,
    Statement,
)

NOTICE_ID = "registration@2022-11-15-0a1b2c3d"
QUOTE = "The scanned copy shall be sent\u00a0before November 21 to “zlcp@ppac.org.cn”."


def requirement(requirement_id: str, source_text: str = QUOTE) -> Requirement:
    """A requirement that needs nothing but an id."""
    return Requirement(
        id=requirement_id,
        notice_id=NOTICE_ID,
        clause_id=f"{NOTICE_ID}#4.2",
        type="must",
        actor=None,
        actor_id="provincial_office",
        action="send",
        object="the scanned copy",
        span=Span(100, 100 + len(source_text)),
        source_text=source_text,
    )


def full_requirement() -> Requirement:
    """A requirement with every field set."""
    return Requirement(
        id="r-full",
        notice_id=NOTICE_ID,
        clause_id=f"{NOTICE_ID}#4.2",
        type="must",
        actor="各省知识产权局",
        actor_id="provincial_office",
        action="报送",
        object="扫描件",
        span=Span(100, 120),
        source_text="各省知识产权局应于11月21日前报送扫描件。",
        cue="应",
        deadline=Deadline("11月21日前", "date", date(2022, 11, 21), inferred=True),
        condition="符合条件的",
        evidence=("附件1", "Attachment 2"),
        commitment=True,
        warnings=(Remark("checklist.garbled", {"clause": "4.2"}),),
    )


def citation(text: str = QUOTE) -> Citation:
    """A citation of clause 4.2."""
    return Citation(NOTICE_ID, f"{NOTICE_ID}#4.2", Span(100, 100 + len(text)), text)


def full_answer() -> Answer:
    """An answer with every field of every record set."""
    return Answer(
        question=Question(
            text="By when must the scanned copy be sent?",
            language="en",
            searched="scanned copy deadline",
            answer_types=("date", "duration"),
            terms=("scan", "copi"),
            expansions=("扫描件",),
            constraints=(("year", "2022"), ("attachment", "1")),
            warnings=(Remark("question.follow_up", {"to": "<script>"}),),
        ),
        status="answered",
        reason=Remark("answer.type_fits", {"type": "date"}),
        short=ShortAnswer("November 21", "date", citation("November 21"), "2022-11-21", True),
        statements=(Statement(QUOTE, (citation(), citation("twice"))),),
        passages=(Passage(citation(), "4. Requirements", 0.875),),
        checklist=(full_requirement(), requirement("r-plain")),
        as_of=date(2026, 1, 31),
        filters=Filters((NOTICE_ID,), ("cnipa",), ("en", "zh"), date(2026, 1, 31)),
        clauses_searched=93,
        notices_searched=5,
        warnings=(Remark("answer.status_unknown", {"notice": NOTICE_ID}), Remark("answer.past")),
    )


def plain_answer(question: str = "How much money does each city receive?") -> Answer:
    """An answer that says the notices do not state it, with only what has to be there."""
    return Answer(
        question=Question(question, "en", question, (), ()),
        status="not_stated",
        reason=Remark("answer.no_amount"),
        short=None,
        statements=(),
        passages=(),
        checklist=(),
        as_of=date(2026, 1, 31),
        filters=Filters(),
        clauses_searched=0,
        notices_searched=0,
    )
