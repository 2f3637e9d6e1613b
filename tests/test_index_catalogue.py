"""The catalogue: records come back as they went in; what cannot be read is refused by name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from errors import NotFound, StoreDamaged, StoreError, StoreMismatch, StoreMissing
from index import schema
from index.catalogue import FILE_NAME, Catalogue
from index.index import Index
from records import (
    Aside,
    Attachment,
    CitedDocument,
    Contact,
    DateFact,
    Deadline,
    NoticeDates,
    ParsedNotice,
    Remark,
    Span,
)
from settings import Settings
from tests.fakes import fake_encoders, make_parsed, make_requirement


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def full_notice() -> ParsedNotice:
    """A notice with every kind of field filled."""
    return make_parsed(
        ["示范区建设期为两年。到期后验收。", "Enterprises shall submit the form."],
        headings=[("一、期限",), ("2. Duties", "(1) Forms")],
        number="国知发保字〔2022〕27号",
        number_normalised="cnipa:2022:27",
        dates=NoticeDates(
            signed=DateFact("June 20, 2022", date(2022, 6, 20), span=Span(0, 3)),
            released=DateFact("June 1", None, inferred=True, source="manifest"),
        ),
        attachments=(Attachment(1, "Form", Span(1, 2), listed=False),),
        contacts=(Contact("phone", "010-62084027", "Contact", Span(2, 3)),),
        cited=(CitedDocument("Opinions", None, Span(3, 4)),),
        asides=(Aside("duplicate", Span(4, 5), Span(0, 1)),),
        places={"title": Span(0, 4)},
        warnings=(Remark("notice.no_year", {"printed": "June 1"}),),
    )


def test_records_come_back_equal(settings: Settings) -> None:
    parsed = full_notice()
    requirement = make_requirement(
        parsed.clauses[1],
        deadline=Deadline("by November 21", "date", date(2022, 11, 21), inferred=True),
        evidence=("Form 1",),
        warnings=(Remark("requirement.garbled"),),
    )
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        index.write(parsed, [requirement], parsed.text.encode())
        assert index.notices() == (parsed.notice,)
        assert index.text(parsed.notice.id) == parsed.text
        assert index.clauses(parsed.notice.id) == parsed.clauses
        assert index.clause(parsed.clauses[1].id) == parsed.clauses[1]
        assert index.requirements() == (requirement,)
        assert index.requirements([parsed.notice.id]) == (requirement,)
        assert index.requirements(["other"]) == ()
        assert index.original(parsed.notice.id) == parsed.text.encode()
        units = index.clause_units([clause.id for clause in parsed.clauses])
        assert [unit.kind for unit in units[parsed.clauses[0].id]] == [
            "passage", "sentence", "sentence",
        ]  # fmt: skip
        for unit in (unit for group in units.values() for unit in group):
            assert parsed.text[unit.span.start : unit.span.end] == unit.text
            assert index.units([unit.key]) == {unit.key: unit}


def test_what_is_not_there_is_named(settings: Settings) -> None:
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        for ask in (index.text, index.clauses, index.clause, index.original, index.remove):
            with pytest.raises(NotFound) as caught:
                ask("nowhere@undated-00000000")
            assert caught.value.params["what"] == "nowhere@undated-00000000"
        assert index.units([99]) == {}
        assert index.clause_units(["none"]) == {}


def test_schema_head_is_the_newest_revision() -> None:
    folder = Path(schema.__file__).parent / "versions"
    revisions = {file.stem[1:5] for file in folder.glob("v*.py")}
    assert max(revisions) == schema.HEAD
    assert revisions == schema.KNOWN


def test_migration_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / FILE_NAME
    from alembic import op

    calls = iter(range(100))
    execute = op.execute

    def failing(statement: str) -> None:
        if next(calls) == 4:
            raise KeyboardInterrupt
        execute(statement)

    monkeypatch.setattr(op, "execute", failing)
    with pytest.raises(KeyboardInterrupt):
        Catalogue.open_writer(database)
    monkeypatch.undo()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    Catalogue.open_writer(database).close()


def test_no_index_yet(settings: Settings) -> None:
    with pytest.raises(StoreMissing) as caught:
        Index.open(settings, write=False, encoders=fake_encoders())
    assert caught.value.params["remedy"] == "python cli.py index"
    assert not settings.data_dir.exists()


@pytest.mark.parametrize("write", [True, False])
def test_newer_schema_is_refused_and_left_alone(settings: Settings, write: bool) -> None:
    Index.open(settings, write=True, encoders=fake_encoders()).close()
    with closing(sqlite3.connect(settings.data_dir / FILE_NAME)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreMismatch) as caught:
        Index.open(settings, write=write, encoders=fake_encoders())
    assert caught.value.code == "error.store_newer"
    assert caught.value.params["remedy"] == "python cli.py index --rebuild"


def damage_pages(file: Path) -> None:
    """Overwrite all but the first page, which holds header and schema."""
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    file.write_bytes(content)


@pytest.mark.parametrize("content", [b"not a database" * 100, None])
def test_damaged_catalogue_names_the_rebuild(settings: Settings, content: bytes | None) -> None:
    parsed = full_notice()
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        index.write(parsed, [], parsed.text.encode())
    file = settings.data_dir / FILE_NAME
    if content is None:
        damage_pages(file)
    else:
        file.write_bytes(content)
    with (
        pytest.raises(StoreDamaged) as caught,
        Index.open(settings, write=False, encoders=fake_encoders()) as index,
    ):
        index.notices()
        index.clauses(parsed.notice.id)
    assert caught.value.params["remedy"] == "python cli.py index --rebuild"
    with Index.open(settings, write=True, encoders=fake_encoders(), rebuild=True) as index:
        assert index.notices() == ()
        index.write(parsed, [], parsed.text.encode())
        assert index.check().ok
    assert (settings.data_dir / f"{FILE_NAME}.set-aside").exists()


def test_sound_catalogue_survives_a_rebuild(settings: Settings) -> None:
    parsed = full_notice()
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        index.write(parsed, [], parsed.text.encode())
    with Index.open(settings, write=True, encoders=fake_encoders(), rebuild=True) as index:
        assert index.notices() == (parsed.notice,)


def test_record_that_cannot_be_decoded(settings: Settings) -> None:
    parsed = full_notice()
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        index.write(parsed, [], parsed.text.encode())
        with closing(sqlite3.connect(settings.data_dir / FILE_NAME)) as connection:
            connection.execute("UPDATE clauses SET record = '{}'")
            connection.commit()
        with pytest.raises(StoreDamaged):
            index.clauses(parsed.notice.id)


def test_closed_index_says_so(settings: Settings) -> None:
    index = Index.open(settings, write=True, encoders=fake_encoders())
    index.close()
    index.close()
    with pytest.raises(StoreError):
        index.notices()


def test_reader_on_a_medium_that_cannot_be_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = full_notice()
    with Index.open(settings, write=True, encoders=fake_encoders()) as index:
        index.write(parsed, [], parsed.text.encode())
    connect = sqlite3.connect

    def read_only_medium(name: str, **options: object) -> sqlite3.Connection:
        if "immutable" not in name:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(name, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr("index.catalogue.sqlite3.connect", read_only_medium)
    monkeypatch.setattr("index.catalogue.os.access", lambda *_: False)
    with Index.open(settings, write=False, encoders=fake_encoders()) as reader:
        assert reader.notices() == (parsed.notice,)
