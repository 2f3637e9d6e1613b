"""The errors that NoticeDesk raises on purpose.

NoticeDeskError
├── SettingsError            a setting is unknown or has a bad value
├── IngestError              a file cannot become a notice
│   ├── UnreadableFile       missing, empty, binary, too large, undecodable
│   └── UnstructuredNotice   text without one clause
├── ManifestError            the manifest cannot be read or names a field that does not exist
├── ModelError               embedding model
│   ├── ModelMissing         weights or tokenizer not found
│   └── ModelAltered         a file's checksum is not the one on record
├── StoreError               catalogue, vectors or state
│   ├── StoreLocked          another process owns the data folder
│   ├── StoreReadOnly        the data folder cannot be written
│   ├── StoreDamaged         what was read is not what was written
│   ├── StoreMissing         no index yet
│   └── StoreMismatch        made by another model or a newer schema
├── QuestionError            empty or over-long question
├── NotFound                 no such notice, clause, requirement, workspace
└── ExportError              a format cannot be written

Every error carries a `Remark`-like ``code`` and ``params`` so that `i18n` can say it in the
reader's language; ``str(error)`` is the English sentence for logs: what happened, where, what to
do next.
"""

from __future__ import annotations


class NoticeDeskError(Exception):
    """Base of every error raised on purpose; ``code`` and ``params`` name the message in i18n."""

    code = "error.general"

    def __init__(self, message: str, *, code: str | None = None, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.params: dict[str, str] = {key: str(value) for key, value in params.items()}


class SettingsError(NoticeDeskError):
    """A setting is unknown or has a value that cannot be used."""

    code = "error.settings"


class IngestError(NoticeDeskError):
    """A file cannot become a notice."""

    code = "error.ingest"


class UnreadableFile(IngestError):
    """The file is missing, empty, binary, too large, or in no known encoding."""

    code = "error.unreadable_file"


class UnstructuredNotice(IngestError):
    """The text holds nothing that could be a clause."""

    code = "error.unstructured_notice"


class ManifestError(NoticeDeskError):
    """The manifest cannot be read, or names a field that does not exist."""

    code = "error.manifest"


class ModelError(NoticeDeskError):
    """The embedding model cannot be used."""

    code = "error.model"


class ModelMissing(ModelError):
    """The weights or the tokenizer are not where they should be."""

    code = "error.model_missing"


class ModelAltered(ModelError):
    """A model file's checksum differs from the one on record."""

    code = "error.model_altered"


class StoreError(NoticeDeskError):
    """The catalogue, the vectors or the state cannot be used."""

    code = "error.store"


class StoreLocked(StoreError):
    """Another process owns the data folder; the message names it."""

    code = "error.store_locked"


class StoreReadOnly(StoreError):
    """The data folder cannot be written."""

    code = "error.store_read_only"


class StoreDamaged(StoreError):
    """What was read is not what was written."""

    code = "error.store_damaged"


class StoreMissing(StoreError):
    """There is no index in the data folder yet."""

    code = "error.store_missing"


class StoreMismatch(StoreError):
    """The index was made by another model or a newer version of the schema."""

    code = "error.store_mismatch"


class QuestionError(NoticeDeskError):
    """The question is empty or too long."""

    code = "error.question"


class NotFound(NoticeDeskError):
    """No such notice, clause, requirement or workspace."""

    code = "error.not_found"


class ExportError(NoticeDeskError):
    """A checklist cannot be written in the format asked for."""

    code = "error.export"
