"""YAML files as plain values, with the line of each key: the one place that knows PyYAML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


class YamlProblem(ValueError):
    """The text is not YAML, or repeats a key; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The value of a YAML text and the line (from 1) of each key, by its path of keys and indexes.

    Dates and booleans stay strings, so that a date reaches the caller as printed.
    """

    value: Any
    lines: dict[tuple[str | int, ...], int]


class _Loader(yaml.SafeLoader):
    """A safe loader that leaves dates, and words such as ``no`` and ``on``, as strings."""


_LEFT_AS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in pairs if tag not in _LEFT_AS_TEXT]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str) -> YamlDocument:
    """Parse ``text``; raises `YamlProblem` with the line of the first thing wrong."""
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is not None:
            _note_lines(node, (), lines)
        # A safe loader: it builds no objects.
        value = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark
        raise YamlProblem(exc.problem or "not YAML", mark.line + 1 if mark else 1) from exc
    except yaml.YAMLError as exc:
        raise YamlProblem(str(exc).splitlines()[0], 1) from exc
    return YamlDocument(value, lines)


@lru_cache(maxsize=32)
def load_data(name: str) -> Any:
    """The value of ``ingest/data/<name>.yaml``, read once."""
    return parse_yaml((DATA / f"{name}.yaml").read_text(encoding="utf-8")).value


def _note_lines(
    node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]
) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            place = (*path, str(key.value))
            if place in lines:
                raise YamlProblem(f"the key {key.value!r} stands twice", key.start_mark.line + 1)
            _note_lines(child, place, lines)
            lines[place] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _note_lines(child, (*path, index), lines)
