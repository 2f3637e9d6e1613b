"""``cli.py eval …`` and ``cli.py bench …``: every figure in docs/quality.md comes from here."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from evals.answers import Scored, score, table
from evals.corpus import evaluation_engine
from evals.questions import Half, load
from settings import load_settings

eval_app = typer.Typer(help="Score answers and checklists.", no_args_is_help=False)
bench_app = typer.Typer(help="Measure against public data.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="one JSON document on stdout")]


@eval_app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    half: Annotated[str, typer.Option(help="tuning or test")] = "test",
    misses: Annotated[bool, typer.Option(help="list what failed")] = False,
    as_json: JsonOption = False,
) -> None:
    """Ask every question of one half and compare with its gold evidence."""
    if context.invoked_subcommand is not None:
        return
    if half not in ("tuning", "test"):
        raise typer.BadParameter(f"--half takes tuning or test, not {half!r}")
    chosen: Half = "tuning" if half == "tuning" else "test"
    engine = evaluation_engine(load_settings())
    try:
        scored = score(engine, load(chosen))
    finally:
        engine.close()
    rows = table(scored)
    if as_json:
        sys.stdout.write(json.dumps({"half": half, "rows": rows}, ensure_ascii=False) + "\n")
        return
    print_table(rows)
    if misses:
        _print_misses(scored)


@eval_app.command()
def learn() -> None:
    """Learn the fusion weights and the answerability model from the tuning half; print them."""
    from evals.learn import report

    engine = evaluation_engine(load_settings())
    try:
        report(engine, load("tuning"), sys.stdout)
    finally:
        engine.close()


@eval_app.command()
def checklists(
    misses: Annotated[bool, typer.Option(help="list what failed")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare the extracted requirements with two readers' labels."""
    from evals.checklists import print_misses, score_labels

    engine = evaluation_engine(load_settings())
    try:
        rows, missed = score_labels(engine)
    finally:
        engine.close()
    if as_json:
        sys.stdout.write(json.dumps({"rows": rows}, ensure_ascii=False) + "\n")
        return
    print_table(rows)
    if misses:
        print_misses(missed, sys.stdout)


@bench_app.command()
def retrieval(
    dataset: Annotated[str, typer.Option(help="xquad, obliqa or all")] = "all",
    limit: Annotated[int, typer.Option(help="questions of each; 0 for all")] = 0,
    as_json: JsonOption = False,
) -> None:
    """XQuAD across languages and ObliQA, beside each source of candidates alone."""
    from evals.retrieval import bench

    rows = bench(load_settings(), dataset, limit)
    if as_json:
        sys.stdout.write(json.dumps({"rows": rows}, ensure_ascii=False) + "\n")
        return
    print_table(rows)


def print_table(rows: list[dict[str, Any]]) -> None:
    """Rows as a Markdown table, ready for docs/quality.md."""
    if not rows:
        return
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads)]
    lines += [["–" if row[head] is None else str(row[head]) for head in heads] for row in rows]
    for line in lines:
        sys.stdout.write("| " + " | ".join(line) + " |\n")


def _print_misses(scored: list[Scored]) -> None:
    for item in scored:
        asked = item.asked
        if not asked.answerable and not item.refused:
            sys.stdout.write(f"answered though not stated: {asked.id} {asked.question}\n")
        if asked.answerable and item.refused:
            sys.stdout.write(f"refused: {asked.id} {asked.question}\n")
        if asked.answerable and not item.top5:
            sys.stdout.write(f"not in the first five: {asked.id} {asked.question}\n")
        elif asked.answerable and not item.refused and not item.shown:
            sys.stdout.write(f"not in the shown answer: {asked.id} {asked.question}\n")
