"""The records every stage shares: frozen values that import nothing of the project.

Offsets count Unicode code points in the notice's text and are half-open: ``text[start:end]`` is
what the user sees highlighted. Dates are ``datetime.date``; "as printed" strings keep the source's
own characters. Reasons and warnings are `Remark` codes; only `i18n` turns a code into a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Language = Literal["en", "zh"]
NoticeKind = Literal["full_text", "translation", "summary", "report"]
ValidityStatus = Literal[
    "in_force", "amended", "repealed", "partly_repealed", "not_yet_in_force", "unknown"
]
FactSource = Literal["text", "manifest", "operator", "unknown"]
ClauseKind = Literal[
    "body", "title", "number", "released", "addressees", "signature", "attachments", "contacts"
]
AsideKind = Literal["boilerplate", "duplicate", "byline"]
RequirementType = Literal["must", "must_not", "should", "may", "condition"]
DeadlineKind = Literal["date", "relative", "recurring", "duration"]
AnswerStatus = Literal["answered", "partial", "not_stated"]
AnswerType = Literal[
    "amount", "date", "duration", "count", "who", "where", "documents", "yes_no", "definition",
    "list", "procedure", "metadata", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a warning: a stable code and the facts that its sentence needs."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in one notice's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """One file, decoded: ``text`` holds the file's own characters and line ends.

    For a format that is no text, ``text`` is what was extracted and ``encoding`` names the format;
    ``pages`` holds the offset in it where each page begins, and is empty where there are none.
    """

    file: str
    sha256: str
    encoding: str
    text: str
    warnings: tuple[Remark, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as printed, and its ISO value where it can be known.

    ``value`` is None where the text does not give enough ("June 1", no year); ``inferred`` is true
    where a part of it (the year) was taken from elsewhere.
    """

    printed: str
    value: date | None
    inferred: bool = False
    source: FactSource = "text"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class NoticeDates:
    """The kinds of date that stay apart; a deadline is a fourth and belongs to a requirement."""

    signed: DateFact | None = None
    released: DateFact | None = None
    effective: DateFact | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the notice's own contact; an agency's phone in a page footer is none."""

    kind: Literal["phone", "email", "website", "address"]
    value: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment that the notice names; ``held`` is true once its text is in the corpus.

    ``listed`` is false where the text cites it and the list of attachments does not name it.
    """

    number: int | None
    title: str
    span: Span
    listed: bool = True
    held: bool = False


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """Another document that the notice cites, by title or number as printed."""

    title: str
    number: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Aside:
    """A passage set aside: kept and flagged, never indexed as a clause.

    ``duplicate_of`` is where the passage that counts stands, for a duplicate.
    """

    kind: AsideKind
    span: Span
    duplicate_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One version of one work, with what is known of it.

    ``id`` is ``work_id@date-hash8``. ``places`` says where in the text a field stands (keys: title,
    issuer, number, signed, released, effective, addressees); a field known only from the manifest
    has no place. ``issuer`` is the body as printed, ``issuer_zh`` its Chinese name where one is
    known.
    """

    id: str
    work_id: str
    title: str
    issuer: str
    issuer_id: str
    number: str | None
    number_normalised: str | None
    dates: NoticeDates
    language: Language
    kind: NoticeKind
    file: str
    sha256: str
    encoding: str
    title_zh: str | None = None
    addressees: str | None = None
    status: ValidityStatus = "unknown"
    status_source: FactSource = "unknown"
    translation_of: str | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    source_url: str | None = None
    attachments: tuple[Attachment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    cited: tuple[CitedDocument, ...] = ()
    asides: tuple[Aside, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)
    warnings: tuple[Remark, ...] = ()
    issuer_zh: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a clause, in the notice's offsets.

    ``heading`` marks a number with its run-in or standalone heading: context, never a statement.
    """

    span: Span
    heading: bool = False
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest part of a notice that is cited: an article, or a paragraph under its headings.

    ``id`` is ``notice_id#path``; ``path`` joins the numbers of the headings (``4.2``), a second and
    later unnumbered paragraph adds ``.p2``, parts other than the body are named after their kind
    (``#contacts``). ``text`` is exactly ``notice_text[span.start:span.end]`` and holds no aside.
    ``text_hash`` is of the normalised text. ``page`` counts from 1 where the format has pages.
    """

    id: str
    notice_id: str
    ordinal: int
    path: str
    kind: ClauseKind
    heading_path: tuple[str, ...]
    text: str
    span: Span
    language: Language
    text_hash: str
    sentences: tuple[Sentence, ...]
    page: int | None = None
    also_at: tuple[Span, ...] = ()
    warnings: tuple[Remark, ...] = ()

    @property
    def heading(self) -> str:
        """The heading nearest to the clause, or an empty string."""
        return self.heading_path[-1] if self.heading_path else ""


@dataclass(frozen=True, slots=True)
class ParsedNotice:
    """What ingest makes of one file: the record, the text it counts in, the clauses in order."""

    notice: Notice
    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: as printed, as a date where there is one, and of which kind."""

    printed: str
    kind: DeadlineKind
    value: date | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a clause asks, recommends, allows or forbids, or a condition it states.

    ``id`` hashes work, normalised clause text, sentence, actor and action. ``span`` is the sentence
    or the part of it that binds. ``commitment`` marks what the authority promises of itself.
    ``actor`` is the source's wording, or None where it is taken from the governing section or the
    addressees; ``actor_id`` is the normalised actor.
    """

    id: str
    notice_id: str
    clause_id: str
    type: RequirementType
    actor: str | None
    actor_id: str
    action: str
    object: str
    span: Span
    source_text: str
    cue: str = ""
    deadline: Deadline | None = None
    condition: str | None = None
    evidence: tuple[str, ...] = ()
    commitment: bool = False
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which clauses a search may use; an empty field does not restrict."""

    notices: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, analysed: what kind of answer it wants, and what an answer must satisfy.

    ``searched`` is the query that was used where it differs from ``text`` (simplified characters,
    a follow-up resolved). ``terms`` are its content terms in index form; ``focus`` are the content
    words that name the very thing asked for; ``constraints`` are words that a sufficient answer has
    to cover, by kind (year, number, attachment, batch, name); ``parts`` are the kinds of answer
    that each part of a question in several parts asks for; ``about`` are the parts of a notice's
    front and back matter that it asks for (its number, its signature, its contacts …).
    """

    text: str
    language: Language
    searched: str
    answer_types: tuple[AnswerType, ...]
    terms: tuple[str, ...]
    expansions: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    parts: tuple[tuple[AnswerType, ...], ...] = ()
    about: tuple[ClauseKind, ...] = ()
    constraints: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of one text for one query.

    ``lexical`` (share of the best BM25), ``dense`` (mean of the encoders' cosines), ``aligned``
    (share of the question's word weight that the text covers with its passage, headings and title),
    ``own`` (that it covers alone) and ``fits`` (how well its best amount, date, body … of the kind
    asked for fits) are in 0..1; ``fused`` is the weighted sum of all features and orders texts
    within one question only.
    """

    lexical: float = 0.0
    dense: float = 0.0
    aligned: float = 0.0
    own: float = 0.0
    fits: float = 0.0
    fused: float = 0.0


@dataclass(frozen=True, slots=True)
class TypedSpan:
    """An amount, date, body … in a notice, and how well what stands beside it fits, in 0..1."""

    kind: AnswerType
    span: Span
    fit: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a hit's clause with its scores.

    ``coverage`` says for each of the question's words (`Hits.words`) how well this sentence, its
    headings and its notice's title cover it, in 0..1. ``typed`` is its best span of a kind that the
    question asks for.
    """

    sentence: Sentence
    text: str
    scores: Scored
    coverage: tuple[float, ...] = ()
    typed: TypedSpan | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that bears on the question: at most one clause and 800 characters.

    ``span`` and ``text`` are the passage within its clause; ``sentences`` are the clause's
    sentences that lie in the passage, scored; ``before`` and ``after`` are the neighbouring clauses
    for context.
    """

    notice: Notice
    clause: Clause
    span: Span
    text: str
    scores: Scored
    sentences: tuple[SentenceHit, ...]
    before: Clause | None = None
    after: Clause | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """The passages for one question, best first, and what was searched.

    ``words`` are the question's content words with their weights (inverse document frequency),
    which `SentenceHit.coverage` follows; ``titles`` says by notice id how well title, issuer and
    number cover the question, in 0..1.
    """

    question: Question
    hits: tuple[Hit, ...]
    filters: Filters
    clauses_searched: int
    notices_searched: int
    words: tuple[tuple[str, float], ...] = ()
    titles: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a notice and the characters that stand there."""

    notice_id: str
    clause_id: str
    span: Span
    source_text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer: source words, and where they stand."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The shortest span that answers, with its ISO form for a date."""

    text: str
    type: AnswerType
    citation: Citation
    iso: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage shown beside an answer."""

    citation: Citation
    heading: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the notices say to a question, or that they do not say it."""

    question: Question
    status: AnswerStatus
    reason: Remark
    short: ShortAnswer | None
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    checklist: tuple[Requirement, ...]
    as_of: date
    filters: Filters
    clauses_searched: int
    notices_searched: int
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Requirements in document order, and what the authority promises, kept apart."""

    items: tuple[Requirement, ...]
    commitments: tuple[Requirement, ...]
    notices: tuple[Notice, ...]
    as_of: date
    question: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of one file: the notice it gave, or why it gave none."""

    file: str
    result: Literal["added", "replaced", "unchanged", "removed", "failed"]
    notice_id: str | None = None
    clauses: int = 0
    requirements: int = 0
    problem: Remark | None = None
    warnings: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A person's own corner: an unguessable token that is the link, and a self-declared name."""

    token: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a workspace's chat with the answer that was given then."""

    id: int
    question: str
    answer: Answer
    created_at: datetime
    feedback: int | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """What a person ticked: the requirement's id and its quote, so that nothing ticked vanishes."""

    requirement_id: str
    notice_id: str
    clause_id: str
    quote: str
    done: bool
    at: datetime
