"""The engine: one object that answers questions, draws checklists and takes notices in."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from answer.compose import compose
from checklist.actors import groups, known_actors
from checklist.select import by_actor
from engine.corpus import ingest_files, notice_files, sync
from engine.progress import Progress
from errors import NotFound
from exports import FORMATS, export_checklist
from exports.answer_md import answer_markdown
from index.check import CheckReport
from index.encoders import Encoder
from index.index import Index
from index.lock import Owner, this_process
from records import (
    Answer,
    Checklist,
    Filters,
    Hits,
    IngestOutcome,
    Language,
    Notice,
    ParsedNotice,
    Requirement,
    Tick,
)
from retrieval.question import analyse
from retrieval.retrieve import DEFAULT_LIMIT, eligible, in_force_from, retrieve
from settings import Settings
from state.workspaces import Workspaces


class Engine:
    """Everything the app, the command line and the web routes may do; safe for many threads."""

    formats = FORMATS

    def __init__(self, settings: Settings, index: Index) -> None:
        """Use `open_engine`."""
        self.settings = settings
        self.index = index
        self._workspaces: Workspaces | None = None
        self._lock = threading.Lock()

    # What is there

    @property
    def workspaces(self) -> Workspaces:
        """What people do: opened on first use, since a reader may never need it."""
        with self._lock:
            if self._workspaces is None:
                self._workspaces = Workspaces.open(self.settings.data_dir)
            return self._workspaces

    def notices(self) -> tuple[Notice, ...]:
        """Every notice that the index holds, by id."""
        return self.index.notices()

    def notice(self, notice_id: str) -> ParsedNotice:
        """A notice with its text and clauses, by its id or its work's id (the newest version).

        Raises `NotFound`.
        """
        notice = self._find(notice_id)
        return ParsedNotice(notice, self.index.text(notice.id), self.index.clauses(notice.id))

    # Questions

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        filters: Filters | None = None,
        limit: int = DEFAULT_LIMIT,
        history: Sequence[str] = (),
    ) -> Answer:
        """Answer ``question`` from the notices, or say that they do not state it.

        ``history`` are the earlier questions of the conversation, oldest first. Raises
        `QuestionError` for a question that cannot be read and `NotFound` for an unknown notice.
        """
        hits = self._hits(question, language, filters, limit, history)
        cited = list(dict.fromkeys(hit.notice.id for hit in hits.hits))
        requirements = self.index.requirements(cited)
        return compose(hits, requirements, as_of=hits.filters.as_of or date.today())

    def search(
        self, query: str, *, filters: Filters | None = None, limit: int = DEFAULT_LIMIT
    ) -> Hits:
        """The passages that bear on ``query``, best first. Raises as `ask` does."""
        return self._hits(query, None, filters, limit, ())

    def checklist(
        self,
        *,
        notice_ids: Sequence[str] = (),
        question: str | None = None,
        actor: str | None = None,
        as_of: date | None = None,
    ) -> Checklist:
        """The requirements of the notices, of those that bear on ``question``, or for ``actor``.

        Raises `NotFound` for an unknown notice or actor.
        """
        chosen = [self._find(notice_id).id for notice_id in notice_ids]
        filters = Filters(notices=tuple(chosen), as_of=as_of)
        notices = eligible(filters, self.notices())
        if question is not None:
            answer = self.ask(question, filters=filters)
            requirements: Sequence[Requirement] = answer.checklist
        else:
            requirements = self.index.requirements([notice.id for notice in notices])
        if actor is not None:
            requirements = by_actor(requirements, self.actor_id(actor))
        used = {item.notice_id for item in requirements}
        return Checklist(
            items=tuple(item for item in requirements if not item.commitment),
            commitments=tuple(item for item in requirements if item.commitment),
            notices=tuple(n for n in notices if n.id in used or n.id in chosen),
            as_of=as_of or date.today(),
            question=question,
            actor=actor,
        )

    def actors(self) -> tuple[tuple[str, str, str], ...]:
        """What a user can be ("I am …"): (id, English name, Chinese name)."""
        return tuple((group.id, group.name["en"], group.name["zh"]) for group in groups())

    def actor_id(self, wording: str) -> str:
        """The id that ``wording`` names: an id itself, or a name in either language.

        Raises `NotFound`.
        """
        wanted = wording.strip().casefold()
        named = [(entry.id, entry.name) for entry in groups()]
        named += [(entry.id, entry.name) for entry in known_actors()]
        for actor_id, names in named:
            if wanted == actor_id or wanted in {name.casefold() for name in names.values()}:
                return actor_id
        known = ", ".join(group.id for group in groups())
        raise NotFound(
            f"no actor {wording!r}; known are {known}", code="error.no_such_actor", what=wording,
            known=known,
        )  # fmt: skip

    # Exports

    def export(
        self,
        checklist: Checklist,
        format: str,
        language: Language,
        ticks: Mapping[str, Tick] | None = None,
        exported_by: str = "",
    ) -> bytes:
        """A checklist as a file. Raises `ExportError` for an unknown format."""
        return export_checklist(
            checklist,
            format,
            language,
            ticks or {},
            exported_by,
            headings=self._headings({item.clause_id for item in checklist.items}),
            actors=self._actor_names(language),
        )

    def export_answer(self, answer: Answer, language: Language) -> str:
        """An answer as Markdown, to copy or download."""
        cited = [c.clause_id for s in answer.statements for c in s.citations]
        return answer_markdown(
            answer,
            {notice.id: notice for notice in self.notices()},
            language,
            headings=self._headings(cited),
            actors=self._actor_names(language),
        )

    # The corpus

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        replace: bool = False,
        progress: Progress | None = None,
    ) -> tuple[IngestOutcome, ...]:
        """Take files and folders in; one outcome for each file.

        Raises `UnreadableFile` for a path that is not there, `ManifestError`, `StoreError` for a
        reader; a file that cannot be read gives a failed outcome.
        """
        files = notice_files(paths)
        return tuple(
            ingest_files(self.index, self.settings, files, replace=replace, progress=progress)
        )

    def sync(
        self, *, rebuild: bool = False, progress: Progress | None = None
    ) -> tuple[IngestOutcome, ...]:
        """Bring the index level with the corpus folder."""
        return tuple(sync(self.index, self.settings, rebuild=rebuild, progress=progress))

    def check(self, *, repair: bool = False) -> CheckReport:
        """Whether the stores agree; with ``repair`` the vectors are made to."""
        return self.index.repair() if repair else self.index.check()

    def remove(self, notice_id: str) -> Notice:
        """Remove one version of a notice from the index. Raises `NotFound`, `StoreError`."""
        notice = self._find(notice_id)
        self.index.remove(notice.id)
        return notice

    def warm(self) -> None:
        """Load the models now, so that the first question does not wait for them."""
        for encoder in self.index.encoders:
            encoder.encode_queries(["warm"])

    def close(self) -> None:
        """Close the stores; the object is of no use afterwards."""
        with self._lock:
            if self._workspaces is not None:
                self._workspaces.close()
        self.index.close()

    # Inside

    def _hits(
        self,
        question: str,
        language: Language | None,
        filters: Filters | None,
        limit: int,
        history: Sequence[str],
    ) -> Hits:
        chosen = filters or Filters()
        for notice_id in chosen.notices:
            self._find(notice_id)
        analysed = analyse(
            _encodable(question),
            language=language,
            history=history,
            max_chars=self.settings.max_question_chars,
        )
        return retrieve(analysed, self.index, chosen, limit)

    def _headings(self, clause_ids: Iterable[str]) -> dict[str, str]:
        found = self.index.clauses_by_id(sorted(set(clause_ids)))
        return {clause_id: clause.heading for clause_id, clause in found.items()}

    def _actor_names(self, language: Language) -> dict[str, str]:
        return {actor.id: actor.name[language] for actor in known_actors()}

    def _find(self, notice_id: str) -> Notice:
        notices = self.notices()
        exact = [notice for notice in notices if notice.id == notice_id]
        of_work = [notice for notice in notices if notice.work_id == notice_id]
        if exact or of_work:
            return exact[0] if exact else max(of_work, key=_age)
        raise NotFound(
            f"no notice {notice_id!r}; the index holds {len(notices)}: "
            + ", ".join(notice.work_id for notice in notices[:5]),
            code="error.no_such_notice",
            what=notice_id,
        )


def _encodable(question: str) -> str:
    """The question without lone surrogates (broken input), which no store or model can take."""
    return question.encode("utf-8", "replace").decode("utf-8")


def _age(notice: Notice) -> tuple[date, str]:
    """What orders the versions of a work: the date from which each counts, undated ones first."""
    return (in_force_from(notice) or date.min, notice.id)


def open_engine(
    settings: Settings,
    *,
    write: bool,
    url: str = "",
    encoders: Sequence[Encoder] | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> Engine:
    """Open the stores of ``settings.data_dir``; raises the `StoreError` that says what is wrong.

    With ``write`` this process owns the folder until `Engine.close`; ``url`` is where it takes
    jobs from other processes.
    """
    owner: Owner | None = this_process(url) if write else None
    index = Index.open(
        settings,
        write=write,
        encoders=encoders,
        owner=owner,
        progress=progress,
        rebuild=rebuild,
    )
    return Engine(settings, index)


_shared: dict[Path, Engine] = {}
_shared_lock = threading.Lock()


def shared_engine(settings: Settings, **options: object) -> Engine:
    """The one engine of this process that owns ``settings.data_dir``, opened on first use."""
    with _shared_lock:
        known = _shared.get(settings.data_dir)
        if known is None:
            known = open_engine(settings, write=True, **options)  # type: ignore[arg-type]
            _shared[settings.data_dir] = known
        return known
