"""The ends of the program in tests: commands run in this process, notices made for the purpose."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cli
from engine import Engine, open_engine
from index.encoders import Encoder
from settings import Settings
from tests.fakes import fake_encoders

WIDGETS = """Notice on the filing of widgets
Release Time:
2025-03-02
Widget Office Letter [2025] No. 12
The provincial widget offices of all provinces:
1. Filing
Provincial offices must file every widget before November 21, 2025. They must not charge a fee.
2. Platform
Enterprises may register a widget on the platform. The Widget Office will publish the list monthly.
Widget Office
March 1, 2025
"""
GADGETS = """关于开展小部件登记工作的通知
部件局发〔2025〕3号
各省、自治区、直辖市部件局:
一、登记
各省级部件局应当在2025年12月31日前完成登记。不得向企业收取费用。
二、宣传
鼓励企业参加培训。部件局每月公布登记名单。
部件局
2025年4月1日
"""


@dataclass(frozen=True)
class Run:
    """What one command gave: exit code, standard output, standard error."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def json(self) -> Any:
        """The one JSON document that the output is."""
        return json.loads(self.text)

    @property
    def lines(self) -> list[Any]:
        """The JSON Lines that the output is."""
        return [json.loads(line) for line in self.text.split("\n") if line]

    @property
    def reason(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.strip().split("\n")
        return line


class Commands:
    """Runs `cli.main` as a user would, with the encoders given."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capture: pytest.CaptureFixture[bytes],
        environment: Mapping[str, Path | str],
        encoders: Sequence[Encoder] | None = None,
    ) -> None:
        self._monkeypatch, self._capture = monkeypatch, capture
        for name, value in environment.items():
            monkeypatch.setenv(f"NOTICEDESK_{name}", str(value))
        chosen = encoders or fake_encoders()
        monkeypatch.setattr(cli, "open_engine", partial(open_engine, encoders=chosen))

    def __call__(self, *words: str | Path) -> Run:
        self._monkeypatch.setattr(sys, "argv", ["cli.py", *map(str, words)])
        self._capture.readouterr()
        code = cli.main()
        out, err = self._capture.readouterr()
        return Run(code, out, err.decode("utf-8"))

    def notices(self) -> dict[str, dict[str, Any]]:
        """Every notice in full, by id."""
        ids = [row["id"] for row in self("notices", "--json").json["notices"]]
        return {notice_id: self("notice", notice_id, "--json").json for notice_id in ids}


def write_corpus(folder: Path, **files: str) -> Path:
    """A corpus folder with the two made notices, or with ``files`` (name → text)."""
    notices = folder / "notices"
    notices.mkdir(parents=True, exist_ok=True)
    for name, text in (files or {"widgets": WIDGETS, "gadgets": GADGETS}).items():
        (notices / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def open_desk(
    data: Path,
    corpus: Path,
    *,
    write: bool,
    url: str = "",
    encoders: Sequence[Encoder] | None = None,
) -> Engine:
    """An engine over these folders with the deterministic encoders."""
    settings = Settings(data_dir=data, corpus_dir=corpus, max_file_mb=1)
    return open_engine(settings, write=write, url=url, encoders=encoders or fake_encoders())


def make_desk(folder: Path, **files: str) -> tuple[Path, Path]:
    """(data, corpus): a made corpus under ``folder``, indexed and closed again."""
    corpus, data = write_corpus(folder / "corpus", **files), folder / "data"
    engine = open_desk(data, corpus, write=True)
    engine.sync()
    engine.close()
    return data, corpus


def copy_desk(data: Path, copy: Path) -> Path:
    """``copy``, made a data folder like ``data``; the model, which is large, is linked."""
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("model"))
    (copy / "model").symlink_to((data / "model").resolve())
    return copy


def found(data: Path, corpus: Path, query: str) -> str:
    """The first passage that a fresh reader finds for ``query``: the index answers."""
    engine = open_desk(data, corpus, write=False)
    try:
        return engine.search(query).hits[0].text
    finally:
        engine.close()


def wrong_offsets(node: Any, texts: Mapping[str, str], notice: str = "") -> list[str]:
    """Every place in a JSON document whose ``start``/``end`` do not give ``source_text`` back."""
    wrong: list[str] = []
    if isinstance(node, list):
        return [line for item in node for line in wrong_offsets(item, texts, notice)]
    if not isinstance(node, dict):
        return wrong
    notice = node.get("notice") or notice
    if "source_text" in node:
        given = texts[notice][node["start"] : node["end"]]
        if given != node["source_text"] or not given:
            wrong.append(f"{notice} {node['start']}:{node['end']} {given!r}")
    elif "start" in node and not 0 <= node["start"] < node["end"] <= len(texts[notice]):
        wrong.append(f"{notice} {node['start']}:{node['end']}")
    return wrong + [line for value in node.values() for line in wrong_offsets(value, texts, notice)]
