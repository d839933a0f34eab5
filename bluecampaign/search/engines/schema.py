"""The full-text index in the database, made by a migration.

A later migration that makes Django rebuild the table of documents in SQLite loses the
triggers with it, and has to call `create` again.
"""

SQLITE = [
    """CREATE VIRTUAL TABLE search_text USING fts5(
        tokens, content='search_searchdocument', content_rowid='id',
        columnsize=0, tokenize='ascii'
    )""",
    # While documents are made by the thousand, larger pieces make fewer merges.
    "INSERT INTO search_text(search_text, rank) VALUES ('hashsize', 8388608)",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_text', 'row')",
    """CREATE TRIGGER search_text_insert AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_text(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    """CREATE TRIGGER search_text_delete AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_text(search_text, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER search_text_update AFTER UPDATE OF tokens ON search_searchdocument BEGIN
        INSERT INTO search_text(search_text, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_text(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_text_insert",
    "DROP TRIGGER search_text_delete",
    "DROP TRIGGER search_text_update",
    "DROP TABLE search_vocabulary",
    "DROP TABLE search_text",
]
# The place of a token counts within its tier: a tsvector knows 16383 places.
POSTGRESQL = [
    """CREATE FUNCTION search_vector(tokens text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(string_agg(quote_literal(token) || ':' || least(place, 16383), ' '), '')
            ::tsvector
        FROM (
            SELECT token, row_number() OVER (PARTITION BY left(token, 1) ORDER BY nr) AS place
            FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS each(token, nr)
        ) AS placed
    $$""",
    """ALTER TABLE search_searchdocument ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (search_vector(tokens)) STORED""",
    "CREATE INDEX search_vector_index ON search_searchdocument USING gin (vector)",
    'CREATE TABLE search_word (word text COLLATE "C" PRIMARY KEY)',
    """CREATE FUNCTION search_learn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO search_word
        SELECT DISTINCT token FROM unnest(string_to_array(new.tokens, ' ')) AS token
        WHERE ascii(token) % 16 BETWEEN 1 AND 4
            AND NOT EXISTS (SELECT FROM search_word WHERE word = token)
        ORDER BY token
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_learn AFTER INSERT OR UPDATE OF tokens ON search_searchdocument
        FOR EACH ROW EXECUTE FUNCTION search_learn()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER search_learn ON search_searchdocument",
    "DROP FUNCTION search_learn()",
    "DROP TABLE search_word",
    "ALTER TABLE search_searchdocument DROP COLUMN vector",
    "DROP FUNCTION search_vector(text)",
]
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def create(apps, schema_editor) -> None:
    _run(CREATE, schema_editor)


def drop(apps, schema_editor) -> None:
    _run(DROP, schema_editor)


def _run(statements: dict[str, list[str]], schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)
