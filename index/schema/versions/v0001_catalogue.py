"""The first catalogue: notices, clauses, requirements, units, vectors, full text."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision: str | None = None

# Every ASCII mark is a token character and the `ascii` tokenizer takes all else beyond ASCII as
# such, so only our spaces part tokens: what `language.tokens` makes stays whole.
TOKENIZER = "ascii tokenchars ''!#$%&()*+,-./:;<=>?@[]^_{|}~''"

TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE notices (
        id TEXT PRIMARY KEY, work_id TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
        record TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE clauses (
        id TEXT PRIMARY KEY, notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL, record TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX clauses_of_notice ON clauses (notice_id, ordinal)",
    """CREATE TABLE requirements (
        notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (notice_id, ordinal)) WITHOUT ROWID""",
    # AUTOINCREMENT: a key is never used twice, so that Chroma can be compared by keys alone.
    """CREATE TABLE units (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
        clause_id TEXT NOT NULL, kind TEXT NOT NULL,
        "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
        text TEXT NOT NULL, title TEXT NOT NULL, headings TEXT NOT NULL)""",
    "CREATE INDEX units_of_notice ON units (notice_id)",
    "CREATE INDEX units_of_clause ON units (clause_id)",
    """CREATE TABLE vectors (
        encoder TEXT NOT NULL, text_hash TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (encoder, text_hash))""",
    """CREATE TABLE unit_vectors (
        encoder TEXT NOT NULL, unit_key INTEGER NOT NULL REFERENCES units (key) ON DELETE CASCADE,
        text_hash TEXT NOT NULL, PRIMARY KEY (encoder, unit_key)) WITHOUT ROWID""",
    "CREATE INDEX unit_vectors_of_unit ON unit_vectors (unit_key)",
    """CREATE TABLE words (
        encoder TEXT NOT NULL, word TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (encoder, word)) WITHOUT ROWID""",
    """CREATE TABLE word_counts (
        notice_id TEXT NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
        word TEXT NOT NULL, sentences INTEGER NOT NULL,
        PRIMARY KEY (notice_id, word)) WITHOUT ROWID""",
    "CREATE INDEX word_counts_of_word ON word_counts (word)",
    f"CREATE VIRTUAL TABLE unit_terms USING fts5(body, headings, title, tokenize='{TOKENIZER}')",
    "INSERT INTO meta VALUES ('generation', '0'), ('encoders', '[]')",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in TABLES:
        op.execute(statement)
