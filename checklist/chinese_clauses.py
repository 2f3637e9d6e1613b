"""Comma clauses of a Chinese sentence, and which of them bind on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checklist.actors import AUTHORITIES, leading_actor
from checklist.lexicon import load, pattern
from checklist.reading import trim

CUE_KINDS = ("none", "must_not", "must", "may", "should", "soft", "condition", "will")
FIRST_WINS = frozenset({"must_not", "must", "may"})
MODAL_KINDS = frozenset({"must_not", "must", "may", "should", "soft"})
AGENT = re.compile(
    r"^(?:并|应|则|可)?由(?P<agent>[^，。；]{2,30}?)"
    r"(?=[予按给作通负自审进组协统确决登公承会对向]|$)"
)
OWN_DEADLINE = re.compile(
    r"(?:自|在|于)[^，。；]{1,40}(?:内|之前|以前|的时候|前)|^(?:并且|并)?(?:在|自)[^，。；]{2,40}内$"
)
LIMIT = re.compile(r"^并?限(?:其|当事人)")
LEADS_ON = re.compile(r"^(?:自|对|以|在|因)")
OBLIQUE = re.compile("^(?:并|且|以|即|对|就|自|在|由)")
BODY_END = re.compile("(?:人|者|机关|部门|单位|机构|组织|局|法院|委员会|企业|协会)$")
OWN_SUBJECT_CHARS = 4  # 分割后的申请, 该文件…: shorter is an adverb
MODIFIER = re.compile(r"[^，。；的]{0,10}的(?:文件|材料|事项|情形|内容|费用|权利|条件)(?P<rest>.*)")
MODIFIED_BY = re.compile("(?:提交|提供|缴纳|履行|补交|补足|其他|按照|依照|各种|所)$")


@dataclass(frozen=True, slots=True)
class Clause:
    """A comma clause with its cue; ``kind`` is empty where it has none, ``agent`` for 由…."""

    start: int
    end: int
    kind: str
    cue: str
    cue_start: int
    cue_end: int


def conditional(text: str) -> bool:
    """Whether a comma clause is a condition: …的."""
    bare = text.rstrip("。：:！! ")
    return bare.endswith("的") and not bare.endswith(("目的", "除外的"))


def split_clauses(lead: str, start: int, end: int) -> list[Clause]:
    """The comma clauses of ``start:end`` with their cues."""
    clauses, begin = [], start
    for match in re.finditer(r"[，,](?!\d)|$", lead[:end]):
        if match.start() < start:
            continue
        a, b = trim(lead, begin, match.start(), "")
        begin = match.end()
        if a < b:
            clauses.append(_clause(lead, a, b))
    return clauses


def _clause(lead: str, start: int, end: int) -> Clause:
    text = lead[start:end].rstrip("。：:！!")
    if conditional(text):
        return Clause(start, end, "", "", end, end)
    agent = AGENT.match(text)
    if agent:
        return Clause(start, end, "agent", "由", start, start + agent.end())
    found = _first_cue(text)
    if found is None:
        return Clause(start, end, "", "", end, end)
    kind, match = found
    return Clause(start, end, kind, match.group(), start + match.start(), start + match.end())


def _first_cue(text: str) -> tuple[str, re.Match[str]] | None:
    """The cue of a clause: of 不得, 应当 and 可以 the one that stands first, else by kind."""
    matches = []
    for rank, kind in enumerate(CUE_KINDS):
        match = pattern("zh", kind).search(text)
        if match is None or (kind in MODAL_KINDS and _in_modifier(text, match)):
            continue
        if kind == "will" and not _promised(text):
            continue
        place = match.start() if kind in FIRST_WINS else len(text)
        matches.append((kind != "none", place, rank, kind, match))
    return min(matches)[3:] if matches else None


def _promised(text: str) -> bool:
    """Whether an authority speaks: of others 将 only marks the object (将材料报送…)."""
    leading = leading_actor(text)
    return leading is not None and leading[1] in AUTHORITIES


def _in_modifier(text: str, cue: re.Match[str]) -> bool:
    """Whether the cue stands in a modifier: 提交应当提交的文件, 应当提交的文件包括."""
    modified = MODIFIER.match(text[cue.end() :])
    if modified is None:
        return False
    return bool(modified["rest"]) or MODIFIED_BY.search(text[: cue.start()]) is not None


def group_parts(lead: str, clauses: list[Clause]) -> list[list[Clause]]:
    """The clauses grouped: a new group where one binds on its own; it takes its conditions along.

    A clause begins a part by a modality other than the one before, an agent (由…), a time limit set
    for another (限其…), or where both it and the one before have deadlines of their own.
    """
    parts: list[list[Clause]] = []
    current: list[Clause] = []
    for clause in clauses:
        binding = next((one for one in reversed(current) if one.kind), None)
        limit = LIMIT.match(lead[clause.start : clause.end]) and current
        if limit or (binding is not None and _begins_part(lead, current, binding, clause)):
            keep = current.index(binding) + 1 if binding else len(current)
            while keep < len(current) and not _leads_on(lead, current[keep]):
                keep += 1
            parts.append(current[:keep])
            current = current[keep:]
        current.append(clause)
    return [*parts, current] if current else parts


def _leads_on(lead: str, clause: Clause) -> bool:
    """Whether a clause without cue opens what follows: a condition, a time, a turn."""
    text = lead[clause.start : clause.end]
    return (
        pattern("zh", "triggers").search(text + "，") is not None
        or text.startswith(tuple(load("cues_zh")["turns"]))
        or OWN_DEADLINE.search(text) is not None
        or LEADS_ON.match(text) is not None
    )


def _begins_part(lead: str, current: list[Clause], binding: Clause, clause: Clause) -> bool:
    text = lead[clause.start : clause.end]
    if pattern("zh", "exceptions").search(text):
        return False
    if clause.kind == "agent":
        return binding.kind in MODAL_KINDS
    if _both_have_deadlines(lead, binding, clause):
        return True
    if clause.kind in {"", "none"}:
        return False
    if clause.kind == binding.kind:
        return clause.kind in MODAL_KINDS and _own_subject(lead, current, clause)
    if binding.kind == "will" and clause.cue_start == clause.start:
        return False  # 将持续完善…，鼓励…: the same promise
    if {clause.kind, binding.kind} <= {"condition", "agent", "will"}:
        return False
    return clause.kind != "condition" or _own_consequence(lead, current, binding, clause)


def _own_consequence(lead: str, current: list[Clause], binding: Clause, clause: Clause) -> bool:
    """Whether a status or consequence after a modality has a condition or a subject of its own."""
    own = lead[clause.start : clause.cue_start]
    led = _leads_on(lead, current[-1]) and current[-1] is not binding
    return led or (len(own) >= OWN_SUBJECT_CHARS and not OBLIQUE.match(own))


def _both_have_deadlines(lead: str, binding: Clause, clause: Clause) -> bool:
    """应当在申请的时候提出…，并且在…十六个月内，提交…"""
    if binding.kind != "must" or clause.kind not in {"", "must"}:
        return False
    text = lead[clause.start : clause.end]
    if not re.match(r"^(?:并且?|且)?(?:在|自|于)", text) or not OWN_DEADLINE.search(text):
        return False
    held = lead[binding.cue_end : binding.end]
    return OWN_DEADLINE.search(held) is not None or "声明" in held


def _own_subject(lead: str, current: list[Clause], clause: Clause) -> bool:
    """Whether a clause of the same modality has an actor of its own."""
    subject = lead[clause.start : clause.cue_start].strip()
    before = current[-1]
    if conditional(lead[before.start : before.end]):
        return len(subject) >= 2 and len(current) > 1
    return BODY_END.search(subject) is not None and not OBLIQUE.match(subject)
