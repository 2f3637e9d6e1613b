"""What one part of a Chinese sentence says: its type, subject and voice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checklist.actors import AUTHORITIES, leading_actor
from checklist.chinese_clauses import MODAL_KINDS, Clause, conditional
from checklist.lexicon import pattern, words
from checklist.reading import Reading, SectionKind, Voice
from records import RequirementType

ADVERBIAL = re.compile(  # where the subject of a clause ends and an adverbial begins
    "(?=根据|依照|按照|应(?!用|急|当)|对(?!外|方)|就(?!业)|向|自(?!然|行)|在(?!先|华)|于"
    "|以(?!上|下|后|前)|将|把|经(?!营|办|济|纪))"
)
LENGTH_OF_TIME = re.compile(r"(?:\d+|[一二三四五六七八九十两]+)\s*(?:年|个月|日|天)")
TURN_WORDS = re.compile("^(?:但是?|并且?|同时|还|也|依法|及时|立即|一律|均|都|则)+")
NAMED_AFTER_CUE = ("鼓励", "支持", "请", "严禁", "禁止", "允许", "准许", "倡导", "建议")
GROUP_NOUN = re.compile("机构|组织|单位|企业|人员|平台|中心|部门|业")
GROUP = re.compile(
    "^[^，。；]{0,8}?(?:单位|个人|企业|组织|机构|院校|高校|协会|商会|社会力量|人员)"
    "(?:[和、及或者与]{1,2}[^，。；]{0,6}?(?:单位|个人|企业|组织|机构|院校|高校|协会|商会|人员))*"
)
TASK_CHARS = 16  # how far behind its subject the verb of a plain task may stand


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The section a sentence stands in, whether it is a law's article, the reading before."""

    section: SectionKind
    law: bool
    previous: Reading | None


def read_part(
    lead: str, part: list[Clause], start: int, end: int, around: Surroundings
) -> Reading | None:
    """What the comma clauses ``part`` (``start:end``) say; None where they bind nobody."""
    text = lead[start:end]
    cued = [clause for clause in part if clause.kind and not (around.law and clause.kind == "will")]
    modal = next((clause for clause in cued if clause.kind in MODAL_KINDS), None)
    chosen = modal or (cued[0] if cued else None)
    if cued and cued[0].kind == "will":
        chosen = cued[0]
    if chosen is None:
        return _plain(lead, part, start, end, around)
    if chosen.kind == "none":
        return None
    if chosen.kind == "agent":
        return _by_agent(lead, part, chosen, start, end)
    if chosen.kind == "condition" and not (around.law or _norm_like(text)):
        return None
    subject = _subject(lead, chosen)
    kind, promise = _type(text, chosen, around.section)
    predicate = chosen.cue_start if chosen.kind == "condition" else chosen.cue_end
    voice = _voice(chosen, subject, promise)
    return Reading(start, end, kind, chosen.cue, subject, predicate, voice, promise)


def _voice(clause: Clause, subject: str | None, promise: bool) -> Voice:
    if promise:
        return "promise"
    if clause.cue.endswith(("鼓励", "支持")):
        return "encouraged"
    return "active" if subject else "expletive"


def _norm_like(text: str) -> bool:
    """In a notice a status predicate counts only beside a condition or a length of time."""
    return (
        pattern("zh", "triggers").search(text) is not None
        or LENGTH_OF_TIME.search(text) is not None
    )


def _type(text: str, clause: Clause, section: SectionKind) -> tuple[RequirementType, bool]:
    candidate = section == "eligibility" or pattern("zh", "candidates").match(text)
    if (
        clause.kind in {"must", "must_not"}
        and candidate
        and (pattern("zh", "eligibility").search(text))
    ):
        return "condition", False
    if clause.kind == "will":
        return "condition", True
    if clause.kind == "soft":
        return "should", False
    return clause.kind, False  # type: ignore[return-value]


def _by_agent(lead: str, part: list[Clause], clause: Clause, start: int, end: int) -> Reading:
    """由某机关办理: what follows on a condition, else the body's duty."""
    agent = re.sub("^.{0,2}?由", "", lead[clause.start : clause.cue_end])
    text = lead[start:end]
    triggered = any(conditional(lead[one.start : one.end]) for one in part if not one.kind)
    kind: RequirementType = (
        "condition" if triggered or re.search("承担责任|协商解决", text) else "must"
    )
    return Reading(start, end, kind, "由", agent, clause.cue_end, "active")


def _plain(
    lead: str, part: list[Clause], start: int, end: int, around: Surroundings
) -> Reading | None:
    """A part without cue: an imperative of a task list, a duty of office, a consequence."""
    triggered = any(conditional(lead[one.start : one.end]) for one in part)
    if around.section == "eligibility":
        return Reading(start, end, "condition", "", None, start, "expletive")
    if not around.law:
        return _plain_in_notice(lead, part, start, end, around, triggered)
    if not triggered and around.previous is not None and around.previous.type == "must":
        return Reading(start, end, "must", around.previous.cue, None, start, "imperative")
    subject = _plain_subject(lead, part)
    if not triggered and subject is not None and not lead.startswith("对", start):
        return Reading(start, end, "must", "", subject, part[-1].start, "active")
    return Reading(start, end, "condition", "", subject, start, "expletive")


def _plain_in_notice(
    lead: str, part: list[Clause], start: int, end: int, around: Surroundings, triggered: bool
) -> Reading | None:
    """In a notice only a task counts: a bare imperative, or somebody's step in a procedure."""
    if around.section == "aims" or triggered:
        return None
    first = part[0]
    leading = leading_actor(lead[first.start : first.end])
    if leading is not None:
        subject, actor = leading
        after = lead[first.start + len(subject) : first.start + len(subject) + TASK_CHARS]
        if not any(after[i : i + 2] in words("imperatives_zh") for i in range(len(after))):
            return None
        promise = actor in AUTHORITIES
        return Reading(
            start, end, "condition" if promise else "must", "", subject,
            first.start + len(subject), "promise" if promise else "active", promise,
        )  # fmt: skip
    for clause in part:
        text = lead[clause.start : clause.end]
        if text[:2] in words("imperatives_zh"):
            return Reading(start, end, "should", text[:2], None, clause.start, "imperative")
        if not pattern("zh", "purposes").match(text):
            return None
    return None


def _plain_subject(lead: str, part: list[Clause]) -> str | None:
    """The body that the first clause without a condition begins with."""
    for clause in part:
        text = lead[clause.start : clause.end]
        if conditional(text):
            continue
        leading = leading_actor(text)
        if leading is not None:
            return leading[0]
        body = pattern("zh", "bodies").match(text)
        if body is not None:
            return body.group()
    return None


def _subject(lead: str, clause: Clause) -> str | None:
    """Who stands before the cue in its clause, or after it where the cue is an address (请…)."""
    if clause.cue.endswith(NAMED_AFTER_CUE):
        named = leading_actor(lead[clause.cue_end : clause.end])
        if named:
            return named[0]
    if clause.cue.endswith(("鼓励", "支持")):
        return _encouraged(lead[clause.cue_end : clause.end])
    own = TURN_WORDS.sub("", lead[clause.start : clause.cue_start].strip())
    return ADVERBIAL.split(own, maxsplit=1)[0] or own or None


def _encouraged(text: str) -> str | None:
    """Who is encouraged, where the name is on no list; None for 鼓励建立…, a task of the reader."""
    for place in range(len(text) - 1):
        verb = text[place : place + 2] in words("imperatives_zh")
        if verb and not GROUP_NOUN.match(text[place + 2 :]):
            return text[:place] or None
    group = GROUP.match(text)
    return group.group() if group else None
