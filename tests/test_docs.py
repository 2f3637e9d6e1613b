"""The pages say what is: commands, settings, links, pictures, the import table, the JSON's keys."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer.main
from markdown_it import MarkdownIt
from markdown_it.token import Token

import cli
from engine import jsonable
from index.check import CheckReport, EncoderCheck
from records import (
    Answer,
    Aside,
    Attachment,
    Checklist,
    Citation,
    CitedDocument,
    Clause,
    Contact,
    Deadline,
    Filters,
    Hit,
    Hits,
    IngestOutcome,
    ParsedNotice,
    Passage,
    Question,
    Remark,
    Requirement,
    Scored,
    ShortAnswer,
    Span,
    Statement,
)
from settings import PREFIX, ROOT, Settings
from tests.fakes import make_parsed, make_requirement
from tests.test_layers import GROUND, MAY_IMPORT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += sorted((ROOT / "docs").glob("*.md"))
ARCHITECTURE = ROOT / "docs" / "architecture.md"
SCREENSHOTS = {"docs/screenshots/ask-en.png", "docs/screenshots/ask-zh.png"}
"""Made by ``pytest tests/browser --screenshots``; a folder that exists has to hold them all."""
PLACEHOLDERS = re.compile(r"PATH…|PATH|NOTICE_ID|ID|QUESTION|QUERY|FILE|…")
SHELL = {"sh", "console"}
# Machine paths, and hosts of package indexes and model hubs: none belongs in a page.
FOREIGN = re.compile(
    r"(?:^|[\s`\"'(])/(?:home|root|tmp|work|Users|mnt)/|pypi\.|pythonhosted|download\.pytorch|"
    r"whl/cpu|huggingface\.co|devpi|artifactory|nexus",
    re.MULTILINE,
)
by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def tokens(page: Path) -> Iterator[Token]:
    """Every token of a page, inline ones too."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def headed(page: Path) -> Iterator[tuple[str, Token]]:
    """Every token with the heading that it stands under."""
    heading, opened = "", False
    for token in tokens(page):
        if opened:
            heading = token.content
        opened = token.type == "heading_open"
        yield heading, token


def code(page: Path) -> list[tuple[str, bool]]:
    """Each line of inline code and of shell blocks, and whether it is of a block: then whole."""
    found = []
    for token in tokens(page):
        if token.type == "code_inline":
            found.append((token.content, False))
        elif token.type == "fence" and token.info.strip() in SHELL:
            lines = token.content.replace("\\\n", " ").splitlines()
            found += [(line, True) for line in lines]
    return found


def invocations(page: Path, program: str) -> list[tuple[list[str], bool]]:
    """The words after ``program`` in each line of code that calls it with any."""
    found = []
    for line, shell in code(page):
        if not re.search(rf"(?:^|[\s/]){re.escape(program)}(?:\s|$)", line):
            continue
        words = shlex.split(line.removeprefix("$ "), comments=shell)
        place = next((n for n, word in enumerate(words) if Path(word).name == program), None)
        if place is not None and words[place + 1 :]:
            found.append((words[place + 1 :], shell))
    return found


COMMANDS = [
    pytest.param(words, shell, id=f"{page.name}: {' '.join(words)}")
    for page in PAGES
    for words, shell in invocations(page, "cli.py")
]


def resolved(words: list[str]) -> tuple[Any, list[str]]:
    """The command that ``words`` name, through groups of commands, and the words left for it."""
    command: Any = typer.main.get_command(cli.app)
    left = list(words)
    while left and left[0] in getattr(command, "commands", {}):
        command = command.commands[left.pop(0)]
    return command, left


def options(command: Any) -> set[str]:
    """The long options of a command."""
    named = {option for param in command.params for option in param.opts}
    return {option for option in named if option.startswith("--")}


@pytest.mark.parametrize(("words", "shell"), COMMANDS)
def test_every_command_exists_with_its_options(words: list[str], shell: bool) -> None:
    command, left = resolved(words)
    assert len(left) < len(words), f"cli.py has no command {words[0]}"
    assert {word.split("=")[0] for word in left if word.startswith("--")} <= options(command)
    named = any(PLACEHOLDERS.fullmatch(word) for word in left)
    if shell or (left and not named):
        command.make_context(command.name, left)


def names(command: Any, path: str) -> set[str]:
    """What a command is called, with its subcommands; a group that does nothing has no name."""
    below = getattr(command, "commands", {})
    own = set() if below and not command.invoke_without_command else {path}
    return own.union(*(names(child, f"{path} {name}") for name, child in below.items()))


def test_the_contract_lists_every_command_with_its_options() -> None:
    rows = {row[0].strip("`"): row[1] for row in table("The command line")}
    assert set(rows) == names(typer.main.get_command(cli.app), "cli.py")
    for name, arguments in rows.items():
        command, _ = resolved(shlex.split(name)[1:])
        assert set(re.findall(r"--[a-z-]+", arguments)) == options(command), name


@by_page
def test_every_make_target_exists(page: Path) -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {words[0] for words, _ in invocations(page, "make") if words}
    assert named <= targets


# Settings


@by_page
def test_every_setting_named_exists(page: Path) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = set(re.findall(rf"{PREFIX}[A-Z_]+", page.read_text(encoding="utf-8")))
    assert named <= known


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = {row[0].strip("`"): row[1].strip("`") for row in table("Configuration", PAGES[0])}
    assert rows == {
        PREFIX + name.upper(): shown(item.default) for name, item in Settings.model_fields.items()
    }


def shown(default: object) -> str:
    """A default as the README prints it: paths from the root, a dash for none."""
    if default is None:
        return "–"
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    return str(default).lower() if isinstance(default, bool) else str(default)


# Links and pictures


@by_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for token in tokens(page):
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        if not target or re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        name = file.relative_to(ROOT).as_posix()
        if name in SCREENSHOTS and not file.parent.exists():
            continue
        assert file.exists(), f"{page.name} names {target}"
        assert not anchor or anchor in anchors(file), f"{page.name} names {target}"


def test_the_pictures_are_there() -> None:
    if not (ROOT / "docs" / "screenshots").exists():
        pytest.skip("no screenshots yet: python -m pytest tests/browser --screenshots")
    used = {str(token.attrGet("src")) for token in tokens(PAGES[0]) if token.type == "image"}
    assert used == SCREENSHOTS
    assert not [name for name in SCREENSHOTS if not (ROOT / name).is_file()]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = {heading for heading, _ in headed(page)}
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@by_page
def test_no_page_names_a_machine_or_an_index(page: Path) -> None:
    assert not FOREIGN.findall(page.read_text(encoding="utf-8"))


# The quality table stands on two pages


def test_the_readme_repeats_the_figures_of_the_quality_page() -> None:
    ours = table("How good it is", PAGES[0])
    theirs = table("Answers", ROOT / "docs" / "quality.md")
    assert [row[0] for row in ours] == ["en notices", "zh notices"]
    assert ours == [row for row in theirs if row[0].endswith(" notices")]


# The import table


def test_the_import_table_is_the_one_that_is_held() -> None:
    written: dict[str, set[str]] = {}
    for place, _, may in table("Import table"):
        names = set(re.findall(r"[a-z0-9]+", may))
        written[place.strip("`")] = (names - {"ground"}) | (GROUND if "ground" in names else set())
    held = {place: set(names) - {place} for place, names in MAY_IMPORT.items()}
    assert written == held


def table(heading: str, page: Path = ARCHITECTURE) -> list[list[str]]:
    """The rows, without the head, of the first table under ``heading``."""
    rows: list[list[str]] = []
    in_cell = False
    for token in (token for under, token in headed(page) if under == heading):
        if token.type == "tr_open":
            rows.append([])
        elif in_cell:
            rows[-1].append(token.content.strip())
        elif token.type == "table_close":
            return rows[1:]
        in_cell = token.type in ("td_open", "th_open")
    raise AssertionError(f"{page.name} has no table under {heading!r}")


# The JSON of the command line

PARSED = make_parsed(["Enterprises must submit the form before May 1."], headings=[("1. Forms",)])
SPAN = Span(0, 10)
REMARK = Remark("status_unknown")


def say(item: Remark) -> str:
    return item.code


def full_notice() -> ParsedNotice:
    """A notice with one of everything that its record lists."""
    notice = replace(
        PARSED.notice,
        attachments=(Attachment(1, "Form", SPAN),),
        contacts=(Contact("phone", "010-1", "Tel", SPAN),),
        cited=(CitedDocument("Law", None, SPAN),),
        asides=(Aside("boilerplate", SPAN),),
        warnings=(REMARK,),
    )
    return replace(PARSED, notice=notice)


def requirement(clause: Clause) -> Requirement:
    return make_requirement(
        clause,
        deadline=Deadline("before May 1", "date"),
        evidence=("the form",),
        warnings=(REMARK,),
    )


def answer(clause: Clause) -> Answer:
    cited = Citation(clause.notice_id, clause.id, SPAN, clause.text[:10])
    return Answer(
        question=Question("When?", "en", "When?", ("date",), (), expansions=("deadline",)),
        status="answered",
        reason=REMARK,
        short=ShortAnswer("May 1", "date", cited),
        statements=(Statement(clause.text, (cited,)),),
        passages=(Passage(cited, "Forms", 1.0),),
        checklist=(requirement(clause),),
        as_of=date(2026, 1, 15),
        filters=Filters(),
        clauses_searched=1,
        notices_searched=1,
        warnings=(REMARK,),
    )


def documents() -> dict[str, Any]:
    """What the command line would print, by the heading under which the page shows it."""
    parsed, clause = full_notice(), PARSED.clauses[0]
    item = requirement(clause)
    hit = Hit(parsed.notice, clause, SPAN, clause.text[:10], Scored(), ())
    asked = answer(clause)
    hits = Hits(asked.question, (hit,), Filters(), 1, 1)
    outcome = IngestOutcome("a.txt", "added")
    report = CheckReport(1, 1, 1, 1, (EncoderCheck("e5", 1, 1, 1, 1),), ())
    drawn = Checklist((item,), (item,), (parsed.notice,), date(2026, 1, 15))
    return {
        "notices --json": {"notices": [jsonable.notice(parsed.notice, 1, say)]},
        "notice ID --json": jsonable.parsed_notice(parsed, say),
        "ask --json": jsonable.answer(asked, say),
        "search --json": jsonable.hits(hits),
        "checklist --json": jsonable.checklist(drawn, say),
        "ingest --json and index --json": {"outcomes": [jsonable.outcome(outcome, say)]},
        "index --check --json": jsonable.check(report, say),
    }


def examples() -> dict[str, Any]:
    """The JSON block under each heading of the page that has one."""
    return {
        heading.replace("`", ""): json.loads(token.content)
        for heading, token in headed(ARCHITECTURE)
        if token.type == "fence" and token.info == "json"
    }


def test_every_document_of_the_command_line_is_shown() -> None:
    assert examples().keys() == documents().keys()


@pytest.mark.parametrize("heading", sorted(documents()))
def test_the_json_has_the_keys_that_the_page_shows(heading: str) -> None:
    compare(examples()[heading], documents()[heading], heading)


def compare(example: Any, real: Any, place: str) -> None:
    """Hold the keys of objects, and of the first objects of lists, to each other."""
    if isinstance(example, dict) and isinstance(real, dict) and not place.endswith(".params"):
        assert example.keys() == real.keys(), place
        for key in example:
            compare(example[key], real[key], f"{place}.{key}")
    elif isinstance(example, list) and isinstance(real, list) and example and real:
        compare(example[0], real[0], f"{place}[0]")
    else:
        assert not isinstance(example, dict) or isinstance(real, dict), place
        assert not isinstance(example, list) or isinstance(real, list), place
