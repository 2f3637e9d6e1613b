"""The command line: the same engine as the app, for people (text) and programs (``--json``)."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

import i18n
from engine import Engine, in_tenths, jsonable, naming, open_engine, start_logging
from engine.handoff import hand_over
from errors import NoticeDeskError, QuestionError, StoreLocked
from evals.commands import bench_app, eval_app
from language.script import detect_language
from records import Checklist, Filters, Language, Remark
from settings import Settings, load_settings

app = typer.Typer(
    help="Ask China's intellectual-property policy notices.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(eval_app, name="eval")
app.add_typer(bench_app, name="bench")

JsonOption = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]
KOption = Annotated[int, typer.Option("--k", min=1, max=100, help="passages at most")]
BatchOption = Annotated[
    Path | None, typer.Option("--batch", help="JSON Lines file; one JSON object a line comes out")
]
NoticeOption = Annotated[list[str] | None, typer.Option("--notice", help="id of a notice or work")]
LangOption = Annotated[str | None, typer.Option("--lang", help="en or zh; else the question's own")]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="YYYY-MM-DD; else today")]


class Misuse(typer.BadParameter):
    """The command's words are off: exit 2."""


# Output


def _say(language: Language) -> jsonable.Say:
    return lambda item: i18n.remark(item, language)


def _out(document: dict[str, Any], *, compact: bool = False) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=None if compact else 2)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _line(text: str = "") -> None:
    sys.stdout.write(text + "\n")


_progress = in_tenths(lambda line: print(line, file=sys.stderr, flush=True))


# Opening


@contextmanager
def _reading() -> Iterator[Engine]:
    engine = open_engine(_settings(), write=False)
    try:
        yield engine
    finally:
        engine.close()


def _settings() -> Settings:
    settings = load_settings()
    start_logging(settings.log_level)
    return settings


def _written(job: dict[str, Any], do: Callable[[Engine], dict[str, Any]], **opening: Any) -> Any:
    """Do a job as the owner of the data folder, or hand it to the app that is."""
    settings = _settings()
    try:
        engine = open_engine(settings, write=True, progress=_progress, **opening)
    except StoreLocked as locked:
        return hand_over(locked, settings.data_dir, job)
    try:
        return do(engine)
    finally:
        engine.close()


def _filters(notices: list[str] | None, as_of: str | None) -> Filters:
    try:
        when = date.fromisoformat(as_of) if as_of else None
    except ValueError as exc:
        raise Misuse(f"--as-of takes a date YYYY-MM-DD, not {as_of!r}") from exc
    return Filters(notices=tuple(notices or ()), as_of=when)


def _language(lang: str | None) -> Language | None:
    if lang is None:
        return None
    if lang in ("en", "zh"):
        return "zh" if lang == "zh" else "en"
    raise Misuse(f"--lang takes en or zh, not {lang!r}")


def _rows(batch: Path, key: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file. Raises `Misuse` naming the first line that is none.

    Lines end at a line feed only: a JSON string may hold the other separators as they are.
    """
    try:
        lines = batch.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise Misuse(f"--batch {batch}: {exc}") from exc
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as exc:
            raise Misuse(f"--batch {batch}, line {number}: {exc}") from exc
        if not isinstance(row, dict) or not isinstance(row.get(key), str):
            raise Misuse(f"--batch {batch}, line {number}: an object with a string {key!r} is due")
        rows.append(row)
    return rows


# Commands: the corpus


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="files and folders")],
    replace: Annotated[
        bool, typer.Option("--replace", help="write again what did not change")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take notices in; a bad file is reported and the others go on."""
    absolute = [path.absolute() for path in paths]
    job = {"do": "ingest", "paths": [str(path) for path in absolute], "replace": replace}
    result = _written(
        job, lambda engine: _outcomes(engine.ingest(absolute, replace=replace, progress=_progress))
    )
    _report(result, as_json)


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="parse and index all again")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="check the stores against each other")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the index level with the corpus folder."""
    if check:
        result = _written({"do": "check"}, _checked)
        _report_check(result["check"], as_json)
        return
    result = _written(
        {"do": "sync", "rebuild": rebuild},
        lambda engine: _outcomes(engine.sync(rebuild=rebuild, progress=_progress)),
        rebuild=rebuild,
    )
    _report(result, as_json)


@app.command()
def remove(
    notice_id: Annotated[str, typer.Argument(help="id of a notice")], as_json: JsonOption = False
) -> None:
    """Remove one version of a notice from the index; its file in the corpus folder stays."""
    job = {"do": "remove", "notice": notice_id}
    result = _written(job, lambda engine: {"removed": engine.remove(notice_id).id})
    _out(result) if as_json else _line(f"removed {result['removed']}")


def _checked(engine: Engine) -> dict[str, Any]:
    return {"check": jsonable.check(engine.check(), _say("en"))}


def _report_check(report: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _out(report)
    else:
        counts = (
            f"{report['notices']} notices, {report['clauses']} clauses, {report['units']} units"
        )
        _line(f"{'sound' if report['sound'] else 'NOT SOUND'}: {counts}")
        for problem in report["problems"]:
            _line(problem["text"])
    if not report["sound"]:
        raise typer.Exit(1)


def _outcomes(outcomes: Any) -> dict[str, Any]:
    return {"outcomes": [jsonable.outcome(outcome, _say("en")) for outcome in outcomes]}


def _report(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _out(result)
    else:
        for row in result["outcomes"]:
            said = naming(row["file"], row["problem"]["text"]) if row["problem"] else row["file"]
            _line(f"{row['result']:<10}{said}")
    if any(row["result"] == "failed" for row in result["outcomes"]):
        raise typer.Exit(1)


@app.command()
def notices(as_json: JsonOption = False) -> None:
    """List the notices with what is known of each."""
    with _reading() as engine:
        rows = [
            jsonable.notice(item, len(engine.index.clauses(item.id)), _say("en"))
            for item in engine.notices()
        ]
    if as_json:
        _out({"notices": rows})
        return
    for row in rows:
        known = "  ".join(part for part in (row["issuer"], row["number"]) if part)
        _line("\n    ".join(part for part in (row["id"], row["title"], known) if part))


@app.command()
def notice(
    notice_id: Annotated[str, typer.Argument(help="id of a notice or work")],
    as_json: JsonOption = False,
) -> None:
    """Show one notice: its record, its text, its clauses."""
    with _reading() as engine:
        parsed = engine.notice(notice_id)
    if as_json:
        _out(jsonable.parsed_notice(parsed, _say("en")))
        return
    _line(parsed.notice.title)
    for item in parsed.clauses:
        _line(f"\n[{item.path}] {' › '.join(item.heading_path)}\n{item.text}")


# Commands: questions


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="the question")] = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    notice: NoticeOption = None,
    k: KOption = 10,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question from the notices, or say that they do not state it."""
    language = _language(lang)
    filters = _filters(notice, as_of)
    _either(question, batch)
    rows = _rows(batch, "question") if batch is not None else []
    with _reading() as engine:
        if batch is not None:
            for row in rows:
                _out(_asked(engine, row["question"], language, filters, k), compact=True)
            return
        assert question is not None
        answer = engine.ask(question, language=language, filters=filters, limit=k)
        if as_json:
            _out(jsonable.answer(answer, _say(answer.question.language)))
        else:
            _line(engine.export_answer(answer, language or answer.question.language))


def _asked(
    engine: Engine, question: str, language: Language | None, filters: Filters, k: int
) -> dict[str, Any]:
    """One line of a batch; a question that cannot be read gives its reason and goes on."""
    try:
        answer = engine.ask(question, language=language, filters=filters, limit=k)
    except QuestionError as exc:
        spoken = language or detect_language(question)
        reason = Remark(exc.code, exc.params)
        return {
            "question": question,
            "language": spoken,
            "status": "not_stated",
            "reason": jsonable.remark(reason, _say(spoken)),
            "short": None,
            "answer": [],
            "passages": [],
            "checklist": [],
            "as_of": (filters.as_of or date.today()).isoformat(),
            "searched": None,
            "warnings": [],
        }
    return jsonable.answer(answer, _say(answer.question.language))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="the query")] = None,
    as_of: AsOfOption = None,
    notice: NoticeOption = None,
    k: KOption = 10,
    batch: BatchOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages."""
    filters = _filters(notice, as_of)
    _either(query, batch)
    rows = _rows(batch, "query") if batch is not None else []
    with _reading() as engine:
        if batch is not None:
            for row in rows:
                _out(_searched(engine, row["query"], filters, k), compact=True)
            return
        assert query is not None
        hits = engine.search(query, filters=filters, limit=k)
    if as_json:
        _out(jsonable.hits(hits))
        return
    for hit in hits.hits:
        _line(f"{hit.scores.fused:6.2f}  {hit.notice.title} › {hit.clause.heading}\n{hit.text}\n")


def _searched(engine: Engine, query: str, filters: Filters, k: int) -> dict[str, Any]:
    try:
        return jsonable.hits(engine.search(query, filters=filters, limit=k))
    except QuestionError as exc:
        reason = jsonable.remark(Remark(exc.code, exc.params), _say(detect_language(query)))
        return {"query": query, "passages": [], "reason": reason}


def _either(text: str | None, batch: Path | None) -> None:
    if (text is None) == (batch is None):
        raise Misuse("give either the text or --batch FILE")


# Commands: checklists


@app.command()
def checklist(
    notice: NoticeOption = None,
    question: Annotated[str | None, typer.Option(help="only what bears on it")] = None,
    actor: Annotated[str | None, typer.Option(help="who you are, by id or name")] = None,
    as_of: AsOfOption = None,
    lang: LangOption = None,
    format: Annotated[str, typer.Option("--format", help="json, csv, xlsx, md, docx, ics")] = "md",
    output: Annotated[Path | None, typer.Option("--output", help="file; else stdout")] = None,
    as_json: JsonOption = False,
) -> None:
    """List who must do what by when, with the clause that says so."""
    language = _language(lang) or (detect_language(question) if question else "en")
    if format not in Engine.formats:
        raise Misuse(f"--format takes {', '.join(Engine.formats)}, not {format!r}")
    with _reading() as engine:
        drawn = engine.checklist(
            notice_ids=notice or (),
            question=question,
            actor=actor,
            as_of=_filters(None, as_of).as_of,
        )
        if as_json:
            _out(jsonable.checklist(drawn, _say(language)))
            return
        content = engine.export(drawn, format, language)
    _write(content, drawn, output)


def _write(content: bytes, drawn: Checklist, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as exc:
        raise Misuse(f"--output {output}: {exc.strerror}") from exc
    print(f"{output}: {len(drawn.items)} items", file=sys.stderr)


def main() -> int:
    """Run a command: 0 done, 1 failed, 2 misused; one line on stderr says why."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # UTF-8 whatever the locale; what is no character (a lone surrogate) comes out escaped.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except typer.Abort:
        return 1
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except NoticeDeskError as exc:
        return _failed(exc.message, 1)
    except Exception as exc:
        code, tell = getattr(exc, "exit_code", None), getattr(exc, "format_message", None)
        if not isinstance(code, int) or tell is None:
            raise
        if sys.argv[1:]:
            return _failed(tell(), code)
        print(tell(), file=sys.stderr)  # no command: the help
        return code


def _failed(message: str, code: int) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
