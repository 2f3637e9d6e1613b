"""What stands around a sentence: its section, who governs it, what kind of text it is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from checklist.actors import AUTHORITIES, OFFICE, OTHER, implied_actor, leading_actor, match_actor
from checklist.lexicon import pattern
from checklist.reading import Reading, SectionKind
from records import Clause, Language, ParsedNotice

ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条")
PRONOUN_EN = re.compile(r"^(?:they|it|he|she|these|those|this|such|them)$", re.IGNORECASE)
PERSON_ZH = re.compile(r"(?:人|(?<!或)者|员|单位|组织|企业|机构|会员|方)$")
DOCUMENT_ZH = re.compile("(?:书|文件|材料|证明|副本|图样|样本|表|照片|摘要|附图|声明|名称)(?:还)?$")
LIMITS = ("限其", "并限其", "限当事人")
DEEMED = re.compile("视为|为准|为[^，。；]{1,5}日(?=$|，|。)")
OFFICES = AUTHORITIES | {"customs", "court"}
PERSON_VERB_ZH = re.compile(
    r"^([^，。；]{1,16}?人)(?=认为|请求|要求|提出|发现|申请|未|在|对|向|不|逾期|应当|需要|可以|已经)"
)
GENERIC_ZH = re.compile(r"单位|组织|个人|自然人|法人|当事人|人员|外国人")
AGENT_EN = re.compile(r"\bby\s+(?=the\s|all\s|any\s|each\s|[a-z]+\s)([^,.;]{3,80})", re.IGNORECASE)
OBLIQUE_ZH = re.compile(
    "^(?:对(?!外)|就(?!业)|依照|按照|根据|以(?!色)|在(?!先|华)|自(?!然)|除|经(?!营|办|济|销)|为|因|由)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """Who a reading binds: the printed wording (None where inferred) and the normalised actor."""

    printed: str | None
    actor_id: str


@dataclass(slots=True)
class Governing:
    """Who governs a sentence that prints no subject: tracked while a notice is read in order.

    ``current`` is the subject of the sentence before in the same clause; ``by_section`` the first
    subject of each section; ``default`` the addressee or what the title is about.
    """

    language: Language
    default: str
    topic: str | None
    by_section: dict[tuple[str, ...], str] = field(default_factory=dict)
    current: str | None = None
    section: tuple[str, ...] = ()
    article: bool = False
    party: str | None = None
    office: str = OTHER

    def enter(self, clause: Clause) -> None:
        """Begin a clause: nothing before it in its own text."""
        self.current = self.party = None
        self.section = clause.heading_path
        self.article = is_article(clause)

    def saw(self, actor_id: str) -> None:
        """Note the subject of a sentence."""
        self.current = actor_id
        if actor_id not in OFFICES:
            self.party = actor_id
        if actor_id not in AUTHORITIES and actor_id != OTHER:
            self.by_section.setdefault(self.section, actor_id)

    def of_section(self) -> str:
        """The first subject of this section or of the nearest one around it."""
        if self.article:  # articles of a law do not share their subjects
            return self.default
        path = self.section
        while True:
            if path in self.by_section:
                return self.by_section[path]
            if not path:
                return self.default
            path = path[:-1]

    def implied(self, text: str) -> str | None:
        """The actor that the doings in a Chinese ``text`` imply."""
        actor = implied_actor(text)
        return self.office if actor == OFFICE else actor

    def nearest(self) -> str:
        """The subject of the sentence before, else of the section."""
        return self.current or self.of_section()

    def bound(self) -> str:
        """Like `nearest`, but never the authority: whom a consequence hits."""
        nearest = self.nearest()
        return self.of_section() if nearest in AUTHORITIES else nearest


def governing(parsed: ParsedNotice) -> Governing:
    """The state at the beginning of a notice."""
    notice = parsed.notice
    topic = match_actor(notice.title, notice.language)
    addressee = notice.addressees or next(
        (clause.text for clause in parsed.clauses if clause.kind == "addressees"), None
    )
    default = match_actor(addressee, notice.language) if addressee else None
    state = Governing(notice.language, default or OTHER, topic)
    if any(is_article(clause) for clause in parsed.clauses):
        leading = _leading_actors(parsed)
        parties = [(count, actor) for actor, count in leading.items() if actor not in OFFICES]
        offices = [(count, actor) for actor, count in leading.items() if actor in OFFICES]
        state.default = default or max(parties, default=(0, OTHER))[1]
        state.office = max(offices, default=(0, OTHER))[1]
    return state


def _leading_actors(parsed: ParsedNotice) -> Counter[str]:
    """How many comma clauses of a law begin with each actor: whom it is mostly about."""
    counts: Counter[str] = Counter()
    for clause in parsed.clauses:
        for piece in re.split(r"[，。；：\s]", clause.text):
            leading = leading_actor(piece)
            if leading is not None:
                counts[leading[1]] += 1
    return counts


def is_article(clause: Clause) -> bool:
    """Whether a clause is an article of a law, where plain indicatives are norms too."""
    named = (*clause.heading_path[-1:], clause.text[:12])
    return clause.language == "zh" and any(ARTICLE.match(name) for name in named)


def section_kind(clause: Clause) -> SectionKind:
    """What the headings above a clause make of its sentences."""
    headings = [*clause.heading_path]
    headings += [
        clause.text[one.span.start - clause.span.start : one.span.end - clause.span.start]
        for one in clause.sentences
        if one.heading
    ]
    for heading in headings:
        if pattern(clause.language, "aim_headings").search(heading):
            return "aims"
    if headings and pattern(clause.language, "eligibility_headings").search(headings[-1]):
        return "eligibility"
    return "body"


def bind(text: str, reading: Reading, state: Governing) -> Bound:
    """Whom ``reading`` of the sentence ``text`` binds."""
    if state.language == "zh":
        return _bind_chinese(text, reading, state)
    return _bind_english(text, reading, state)


def _bind_english(text: str, reading: Reading, state: Governing) -> Bound:
    subject = reading.subject
    known = match_actor(subject, "en") if subject else None
    if reading.voice == "expletive":
        return Bound(None, state.of_section())
    if reading.voice == "imperative" or subject is None:
        whom = state.bound() if reading.type == "condition" else state.nearest()
        return Bound(None, whom)
    if subject.lower() == "we":
        return Bound(subject, "authority")
    if reading.voice == "passive" and reading.type in {"must", "should", "must_not"}:
        return _bind_passive(text, reading, state, known)
    if known:
        return Bound(subject, known)
    if PRONOUN_EN.match(subject):
        return Bound(None, state.nearest())
    if reading.type == "condition":
        whole = match_actor(text[reading.start : reading.end], "en")
        return Bound(None, whole or state.bound())
    return Bound(subject, OTHER)


def _bind_passive(text: str, reading: Reading, state: Governing, known: str | None) -> Bound:
    """A passive's agent: "by X", else who governs; a ban without agent binds the notice's topic."""
    agent = AGENT_EN.search(text[reading.predicate_start : reading.end])
    actor = match_actor(agent.group(1), "en") if agent else None
    if agent and actor:
        return Bound(agent.group(1).strip(), actor)
    if reading.type == "must_not" and not known:
        return Bound(None, state.topic or "anyone")
    nearest = state.nearest()
    if nearest == OTHER and known:
        return Bound(reading.subject, known)
    return Bound(None, nearest)


def _bind_chinese(text: str, reading: Reading, state: Governing) -> Bound:
    part = text[reading.start : reading.end]
    if reading.cue.startswith(LIMITS) or (reading.type == "condition" and DEEMED.search(part)):
        return Bound(None, _party(text, reading, state))
    named = match_actor(reading.cue, "zh") if reading.cue.startswith("为") else None
    if named:
        return Bound(None, named)
    subject = reading.subject
    if subject and OBLIQUE_ZH.match(subject):
        subject = None
    known = match_actor(subject, "zh") if subject else None
    if known:
        return Bound(subject, known)
    if subject and reading.voice == "encouraged":
        return Bound(subject, OTHER)
    if subject and PERSON_ZH.search(subject) and not GENERIC_ZH.search(subject):
        return Bound(subject, OTHER)
    opening = _opening_actor(text, reading)
    if opening:
        return Bound(*opening)
    if reading.start and reading.type != "condition" and state.current and not subject:
        return Bound(None, state.current)
    if subject and DOCUMENT_ZH.search(subject) and state.party:
        return Bound(None, state.party)
    if not state.article:
        return Bound(None, _governor(part, reading, state))
    implied = state.implied(part)
    if implied:
        return Bound(subject if subject and PERSON_ZH.search(subject) else None, implied)
    if subject and PERSON_ZH.search(subject):
        return Bound(subject, OTHER)
    if subject:  # a thing, not a person: it is the party's
        return Bound(None, state.party or state.default)
    return Bound(None, state.nearest())


def _governor(part: str, reading: Reading, state: Governing) -> str:
    """Whom a sentence of a notice binds that prints no subject."""
    if reading.type == "condition":
        return match_actor(part, "zh") or next(_mentioned(part), None) or state.bound()
    if reading.type == "must_not":
        return state.topic or state.bound()
    return state.of_section() if reading.voice == "expletive" else state.nearest()


def _mentioned(part: str) -> Iterator[str]:
    """Actors that are no office, in the order their names end in the part."""
    for end in range(2, len(part) + 1):
        actor = match_actor(part[:end], "zh")
        if actor is not None and actor not in OFFICES:
            yield actor


def _party(text: str, reading: Reading, state: Governing) -> str:
    """Whom a fiction (视为…) or a time limit set for another (限其…) hits: never the office."""
    opening = _opening_actor(text, reading)
    if opening and opening[1] not in OFFICES:
        return opening[1]
    if reading.cue.startswith(LIMITS):
        named = match_actor(text[: reading.start].rstrip("，"), "zh")
        if named and named not in OFFICES:
            return named
    implied = state.implied(text[reading.start : reading.end])
    if implied and implied not in OFFICES:
        return implied
    return state.party or state.default


def _opening_actor(text: str, reading: Reading) -> tuple[str, str] | None:
    """The actor that a clause before the action opens with: the subject of a condition.

    The clause nearest to the action wins: "申请人…后，海关认为…的，应当".
    """
    found = None
    before = text[reading.start : max(reading.predicate_start, reading.start + 1)]
    for clause in re.split("[，；]", before):
        bare = re.sub("^(?:但是?|不过|如果|凡)", "", clause)
        if bare and not OBLIQUE_ZH.match(bare):
            found = leading_actor(bare) or _leading_person(bare) or found
    return found


def _leading_person(clause: str) -> tuple[str, str] | None:
    """A person that no list knows (收货人, 异议人) at the beginning of a clause."""
    named = PERSON_VERB_ZH.match(clause)
    if named is None or GENERIC_ZH.search(named.group(1)):
        return None
    return named.group(1), match_actor(named.group(1), "zh") or OTHER
