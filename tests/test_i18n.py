"""Every code that the program can emit has a sentence in both languages, with its parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

import i18n
import records
from answer.details import details
from errors import NotFound, StoreLocked
from i18n import wording
from language.typed import SPAN_KINDS
from records import Language, Remark
from tests.fakes import make_notice

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    "answer", "checklist", "engine", "exports", "index", "ingest", "retrieval", "state", "ui",
    "web",
)  # fmt: skip
FILES = ("app.py", "cli.py", "errors.py", "serve.py", "settings.py")
CLOSED_SETS = {
    "kind": records.NoticeKind,
    "status": records.ValidityStatus,
    "fact_source": records.FactSource,
    "aside": records.AsideKind,
    "type": records.RequirementType,
    "deadline": records.DeadlineKind,
    "answer": records.AnswerStatus,
    "language": records.Language,
}
BOTH: tuple[Language, ...] = ("en", "zh")
PREFIXES = {"say": "export.", "_text": "", "text": "", "Remark": ""}


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


def strings(node: ast.expr | None, constants: dict[str, str]) -> list[str]:
    """The strings that an expression can be: constants, module constants, either arm of an if."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.Name) and node.id in constants:
        return [constants[node.id]]
    if isinstance(node, ast.IfExp):
        return strings(node.body, constants) + strings(node.orelse, constants)
    return []


def codes_of(file: Path) -> set[str]:
    """The codes that stand in one file: of remarks, errors, and labels looked up by name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found |= codes_of_call(node, constants, file)
        if file.name == "errors.py" and isinstance(node, ast.Assign):
            found |= {code for code in strings(node.value, constants) if code.startswith("error.")}
    return found


def codes_of_call(node: ast.Call, constants: dict[str, str], file: Path) -> set[str]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    found = {
        code
        for keyword in node.keywords
        if keyword.arg == "code"
        for code in strings(keyword.value, constants)
    }
    if name == "Remark" and node.args:
        found |= set(strings(node.args[0], constants))
    in_ui, in_exports = file.parent.name == "ui", file.parent.name == "exports"
    if in_ui and name == "text" and node.args:
        found |= {code for code in strings(node.args[0], constants) if "." in code}
    if in_exports and name == "say" and node.args:
        found |= {f"export.{code}" for code in strings(node.args[0], constants)}
    return found


@cache
def all_codes() -> dict[str, str]:
    """Every code in the source, with a file where it stands."""
    files = [ROOT / name for name in FILES if (ROOT / name).is_file()]
    files += [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return {
        code: file.relative_to(ROOT).as_posix() for file in files for code in sorted(codes_of(file))
    }


def test_every_code_in_the_source_has_a_sentence() -> None:
    missing = {code: file for code, file in all_codes().items() if not i18n.has(code)}
    assert not missing


def test_the_collector_finds_codes() -> None:
    assert {"error.unknown_setting", "error.not_found", "ask.title"} <= set(all_codes())


def test_both_languages_have_the_same_codes() -> None:
    assert set(wording.messages("en")) == set(wording.messages("zh"))


def test_both_languages_have_the_same_placeholders() -> None:
    english, chinese = wording.messages("en"), wording.messages("zh")
    differ = [
        code
        for code in english
        if wording.placeholders(english[code]) != wording.placeholders(chinese[code])
    ]
    assert not differ


def pairs(file: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    node = yaml.compose(file.read_text(encoding="utf-8"))
    assert isinstance(node, yaml.MappingNode)
    return list(node.value)


@pytest.mark.parametrize("language", BOTH)
def test_no_code_stands_twice(language: Language) -> None:
    # YAML keeps the last of two equal keys without a word, and so does merging files.
    keys = [key.value for file in wording.message_files(language) for key, _ in pairs(file)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", BOTH)
def test_every_message_is_a_sentence_or_counts(language: Language) -> None:
    for code, message in wording.messages(language).items():
        forms = [message] if isinstance(message, str) else list(message.values())
        assert all(isinstance(form, str) and form.strip() for form in forms), code
        assert isinstance(message, str) or set(message) == {"one", "other"}, code


def test_chinese_messages_are_chinese() -> None:
    # Names of things that have no Chinese form stay as they are.
    same = {"notices.sha256", "error.general", "checklists.deadline"}
    plain = [
        code
        for code, message in wording.messages("zh").items()
        if not any("\u4e00" <= char <= "\u9fff" for char in str(message)) and code not in same
    ]
    assert not [code for code in plain if not code.startswith(("export.", "date."))]


@pytest.mark.parametrize("group", CLOSED_SETS)
def test_every_value_of_a_closed_set_has_a_name(group: str) -> None:
    for value in get_args(CLOSED_SETS[group]):
        for language in BOTH:
            assert i18n.name(group, value, language)


def open_codes() -> dict[str, str]:
    """How the codes begin that are put together from a name (f-strings), with a file of each."""
    found = {}
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Remark":
                    code = node.args[0]
                    if isinstance(code, ast.JoinedStr) and isinstance(code.values[0], ast.Constant):
                        found[str(code.values[0].value)] = file.relative_to(ROOT).as_posix()
    return found


DETAILS = [detail.name for detail in details()]
PUT_TOGETHER: dict[str, Sequence[str]] = {
    "not_stated.no_": get_args(records.AnswerType),
    "not_stated.detail_": DETAILS,
    "partial.no_": sorted(SPAN_KINDS),
    "partial.detail_": DETAILS,
}


def test_every_code_that_is_put_together_is_known_here() -> None:
    assert set(open_codes()) == set(PUT_TOGETHER)


@pytest.mark.parametrize("begin", PUT_TOGETHER)
def test_every_code_that_is_put_together_has_a_sentence(begin: str) -> None:
    for name in PUT_TOGETHER[begin]:
        said = {i18n.remark(Remark(begin + name), language) for language in BOTH}
        assert len(said) == 2


def test_actors_have_the_names_of_the_checklist() -> None:
    data = yaml.safe_load((ROOT / "checklist/data/actors.yaml").read_text(encoding="utf-8"))
    named = {actor["id"]: actor["name"] for actor in data["actors"]}
    ours = {
        actor: {language: i18n.name("actor", actor, language) for language in BOTH}
        for actor in named
    }
    assert ours == named


@pytest.mark.parametrize(
    ("count", "said"), [("1", "1 question"), ("0", "0 questions"), ("12", "12 questions")]
)
def test_a_message_that_counts(count: str, said: str) -> None:
    assert i18n.text("workspace.questions", "en", {"count": count}).startswith(said)


def test_an_unknown_code_raises_in_tests_and_shows_in_production() -> None:
    with pytest.raises(i18n.MissingMessage):
        i18n.text("no.such.code", "en")
    i18n.set_strict(False)
    assert i18n.text("no.such.code", "zh") == "no.such.code"


def test_a_missing_parameter_raises_in_tests_and_shows_the_code_in_production() -> None:
    with pytest.raises(i18n.MissingMessage):
        i18n.text("ask.as_of", "en")
    i18n.set_strict(False)
    assert i18n.text("ask.as_of", "en") == "ask.as_of"


def test_a_parameter_is_never_read_as_a_template() -> None:
    said = i18n.text("ask.searched_as", "en", {"query": "{date} {0} {x!r}"})
    assert said == "Searched as: {date} {0} {x!r}"


def test_a_remark_speaks_both_languages() -> None:
    item = Remark("ask.as_of", {"date": "2025-01-02"})
    assert i18n.remark(item, "en") != i18n.remark(item, "zh")


def test_a_remark_takes_the_fuller_sentence_that_its_parameters_allow() -> None:
    assert "the issuer" in i18n.remark(Remark("translation"), "en")
    named = Remark("translation", {"notice": "N", "issuer": "The Office"})
    assert "The Office" in i18n.remark(named, "en")


def test_an_error_without_its_parameters_gives_its_own_message() -> None:
    assert "my words" in i18n.error(StoreLocked("my words"), "zh")
    assert "my words" in i18n.error(NotFound("my words", code="error.never_heard_of"), "en")


@pytest.mark.parametrize("language", BOTH)
def test_source_notes_name_the_issuer_and_spare_originals(language: Language) -> None:
    for kind in get_args(records.NoticeKind):
        note = i18n.source_note(kind, language, title="T", issuer="The Issuer")
        assert (note is None) == (kind == "full_text")
        assert note is None or "The Issuer" in note


def test_the_issuer_has_the_name_that_is_known_in_the_readers_language() -> None:
    named = make_notice(issuer="Ministry of Finance", issuer_zh="财政部")
    assert [i18n.issuer(named, language) for language in BOTH] == ["Ministry of Finance", "财政部"]
    unknown = make_notice(issuer="Widget Office")
    assert i18n.issuer(unknown, "zh") == "Widget Office"


def test_the_warnings_on_sources_have_sentences() -> None:
    assert all(i18n.has(code) for code in i18n.SOURCE_WARNINGS - {"full_text"})
