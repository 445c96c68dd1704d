"""Full-text indexes over the passages, each database by its own means.

SQLite: an FTS5 table whose content is a view of the passages, kept by triggers. Whoever recreates
the table passage later (as batch operations do) must make the triggers again.

PostgreSQL: a generated column with a GIN index, from a text search configuration that drops no
word: in a question of ten words the small ones tell questions apart.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 14:05:00

"""
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# An apostrophe becomes a combining accent, which the tokenizer leaves out of the word that it is
# in: "don't" is found by "dont" and every other character stays at its offset.
FOLDED = "replace(replace({0}, '''', char(769)), char(8217), char(769))"

SQLITE_UP = (
    # The prefix keeps the kind's name apart from the same word in a text.
    f"""
    CREATE VIEW passage_fts_source AS
    SELECT id, 'xk' || kind AS kind, {FOLDED.format('heading')} AS heading,
           {FOLDED.format('body')} AS body
    FROM passage
    """,
    """
    CREATE VIRTUAL TABLE passage_fts USING fts5(
        kind, heading, body, content='passage_fts_source', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )
    """,
    "INSERT INTO passage_fts(passage_fts, rank) VALUES ('rank', 'bm25(0.0, 1.0, 1.0)')",
    "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab('passage_fts', 'row')",
    """
    CREATE TRIGGER passage_fts_added AFTER INSERT ON passage BEGIN
        INSERT INTO passage_fts(rowid, kind, heading, body)
        SELECT id, kind, heading, body FROM passage_fts_source WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER passage_fts_removed BEFORE DELETE ON passage BEGIN
        INSERT INTO passage_fts(passage_fts, rowid, kind, heading, body)
        SELECT 'delete', id, kind, heading, body FROM passage_fts_source WHERE id = old.id;
    END
    """,
    """
    CREATE TRIGGER passage_fts_before_change BEFORE UPDATE OF kind, heading, body ON passage BEGIN
        INSERT INTO passage_fts(passage_fts, rowid, kind, heading, body)
        SELECT 'delete', id, kind, heading, body FROM passage_fts_source WHERE id = old.id;
    END
    """,
    """
    CREATE TRIGGER passage_fts_after_change AFTER UPDATE OF kind, heading, body ON passage BEGIN
        INSERT INTO passage_fts(rowid, kind, heading, body)
        SELECT id, kind, heading, body FROM passage_fts_source WHERE id = new.id;
    END
    """,
    "INSERT INTO passage_fts(passage_fts) VALUES ('rebuild')",
)
SQLITE_DOWN = (
    "DROP TRIGGER passage_fts_added",
    "DROP TRIGGER passage_fts_removed",
    "DROP TRIGGER passage_fts_before_change",
    "DROP TRIGGER passage_fts_after_change",
    "DROP TABLE passage_vocabulary",
    "DROP TABLE passage_fts",
    "DROP VIEW passage_fts_source",
)

# SCHEMA stands for the schema's name: a dump is restored with no schema to look in by default.
POSTGRESQL_UP = (
    # Accents and apostrophes go; what else is no letter and no digit becomes a space, so that the
    # parser sees words and never an address, a path or a name with a hyphen.
    r"""
    CREATE FUNCTION passage_fts_folded(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT regexp_replace(
            regexp_replace(normalize(words, NFKD), '[\u0300-\u036f\u2019'']', '', 'g'),
            '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+',
            ' ', 'g')
    $$
    """,
    "CREATE TEXT SEARCH DICTIONARY passage_fts_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION passage_fts_english (COPY = pg_catalog.english)",
    """
    ALTER TEXT SEARCH CONFIGURATION passage_fts_english
    ALTER MAPPING REPLACE english_stem WITH passage_fts_stem
    """,
    """
    CREATE FUNCTION passage_fts_vector(language text, words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE WHEN starts_with(language, 'en')
            THEN to_tsvector('SCHEMA.passage_fts_english', SCHEMA.passage_fts_folded(words))
            ELSE to_tsvector('pg_catalog.simple', SCHEMA.passage_fts_folded(words)) END
    $$
    """,
    """
    CREATE FUNCTION passage_fts_query(language text, words text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE WHEN starts_with(language, 'en')
            THEN phraseto_tsquery('SCHEMA.passage_fts_english', SCHEMA.passage_fts_folded(words))
            ELSE phraseto_tsquery('pg_catalog.simple', SCHEMA.passage_fts_folded(words)) END
    $$
    """,
    """
    ALTER TABLE passage ADD COLUMN hand_made_words tsvector
    GENERATED ALWAYS AS (passage_fts_vector(language, heading || ' ' || body)) STORED
    """,
    "CREATE INDEX ix_passage_hand_made_words ON passage USING gin (hand_made_words)",
)
POSTGRESQL_DOWN = (
    "DROP INDEX ix_passage_hand_made_words",
    "ALTER TABLE passage DROP COLUMN hand_made_words",
    "DROP FUNCTION passage_fts_query(text, text)",
    "DROP FUNCTION passage_fts_vector(text, text)",
    "DROP TEXT SEARCH CONFIGURATION passage_fts_english",
    "DROP TEXT SEARCH DICTIONARY passage_fts_stem",
    "DROP FUNCTION passage_fts_folded(text)",
)


def upgrade():
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
        _run(statement.replace("SCHEMA", schema) for statement in POSTGRESQL_UP)
    else:
        _run(SQLITE_UP)


def downgrade():
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    _run(POSTGRESQL_DOWN if is_postgresql else SQLITE_DOWN)


def _run(statements):
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
