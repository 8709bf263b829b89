"""The index of names: a file of SQLite, searched by its full-text engine FTS5.

Names are numbered by how good an answer they are to whoever searches for their words: few words before
many, labels before misprints, short before long. FTS5 gives what it finds by number, so that the first
answers are the best ones, however many there are.

What is made of a name only serves to find it. The index is written under another name and renamed, so
that what stands there is whole; it remembers which graph it was made from.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from diplograph.base.errors import OutputError
from diplograph.base.files import opened, replacing_path
from diplograph.base.hashes import FileHashes
from diplograph.base.messages import message
from diplograph.questions.searching import names
from diplograph.questions.searching.keys import bare, joined, words
from diplograph.questions.searching.slips import filed
from diplograph.questions.searching.sounds import sounds
from diplograph.snapshot.build import HASHES

_FORMAT: Final = "4"
"""Counts up when the tables, or the keys of words, change."""

_BATCH: Final = 10_000

_SCHEMA: Final = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -65536;
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, type INTEGER);
    CREATE TABLE name (
        id INTEGER PRIMARY KEY, node INTEGER NOT NULL, text TEXT NOT NULL, language TEXT NOT NULL,
        kind INTEGER NOT NULL, of_vocabulary INTEGER NOT NULL
    );
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
    CREATE VIRTUAL TABLE found USING fts5 (
        word, bare, joined, sound, type, content = '', columnsize = 0, detail = column, tokenize = 'ascii',
        prefix = '2 3'
    );
    CREATE VIRTUAL TABLE slip USING fts5 (
        deletion, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
    );
    CREATE VIRTUAL TABLE vocabulary USING fts5vocab (found, col);
    CREATE TEMP TABLE read_name (
        iri TEXT, text TEXT, language TEXT, kind INTEGER, of_vocabulary INTEGER, words TEXT, length INTEGER
    );
    CREATE TEMP TABLE read_type (iri TEXT, class TEXT, asserted INTEGER);
    CREATE TEMP TABLE read_kind (iri TEXT, kind TEXT);
    CREATE TEMP TABLE superclass (class TEXT, of TEXT);
    CREATE TEMP TABLE about (record TEXT, of TEXT);
"""
# The ASCII tokenizer parts words at spaces, and leaves what is outside ASCII as it is: `words` did the rest.

# Kind 2 is `names.Kind.NAME`. The type of a node is a class that someone wrote, if any, with none below it.
_NODES: Final = """
    UPDATE read_name SET iri = (SELECT of FROM about WHERE record = iri)
        WHERE kind = 2 AND iri IN (SELECT record FROM about);
    INSERT OR IGNORE INTO node (iri) SELECT DISTINCT iri FROM read_name ORDER BY iri;
    INSERT OR IGNORE INTO node (iri) SELECT DISTINCT class FROM read_type ORDER BY class;
    CREATE TEMP TABLE kind AS
        SELECT DISTINCT subject.id AS node, concept.id AS kind
        FROM read_kind JOIN node AS subject USING (iri) JOIN node AS concept ON concept.iri = read_kind.kind;
    CREATE INDEX temp.kind_node ON kind (node);
    CREATE TEMP TABLE typed AS
        SELECT DISTINCT subject.id AS node, class.id AS class, max(asserted) AS asserted
        FROM read_type JOIN node AS subject ON subject.iri = read_type.iri
            JOIN node AS class ON class.iri = read_type.class
        GROUP BY subject.id, class.id;
    CREATE INDEX temp.typed_node ON typed (node);
    CREATE TEMP TABLE above AS
        WITH RECURSIVE reached (class, of) AS (
            SELECT class, of FROM superclass WHERE class <> of
            UNION SELECT reached.class, superclass.of FROM reached
                JOIN superclass ON superclass.class = reached.of WHERE reached.class <> superclass.of
        )
        SELECT below.id AS class, higher.id AS of FROM reached
            JOIN node AS below ON below.iri = reached.class JOIN node AS higher ON higher.iri = reached.of;
    UPDATE node SET type = (
        SELECT class FROM typed WHERE typed.node = node.id AND NOT EXISTS (
            SELECT 1 FROM above JOIN typed AS lower ON lower.class = above.class
            WHERE above.of = typed.class AND lower.node = node.id AND lower.asserted >= typed.asserted
        )
        ORDER BY asserted DESC, class LIMIT 1
    );
"""

_IN_ORDER: Final = """
    SELECT DISTINCT node.id, read.text, language, kind, of_vocabulary, words,
        (SELECT group_concat('t' || class, ' ') FROM (
            SELECT class FROM typed WHERE typed.node = node.id
            UNION SELECT kind FROM kind WHERE kind.node = node.id
        ))
    FROM read_name AS read JOIN node USING (iri)
    ORDER BY length, of_vocabulary, kind, length(read.text), read.text, language, iri
"""


def ensure_index(graph_file: Path, index_file: Path) -> None:
    """Make the index of a graph if it is missing, damaged, or of another graph; otherwise leave it alone.

    Args:
        graph_file: The N-Quads that a build wrote.
        index_file: Where the index stands or is to stand.

    Raises:
        SourceError: The graph cannot be read.
        OutputError: The index cannot be written, or SQLite comes without FTS5.
    """
    if not is_current(graph_file, index_file):
        make_index(graph_file, index_file)


def is_current(graph_file: Path, index_file: Path) -> bool:
    """Return whether an index is there and was made from the graph as it is now."""
    try:
        with contextlib.closing(connect(index_file)) as index:
            known = dict(index.execute("SELECT key, value FROM meta"))
        if known.get("format") != _FORMAT:
            return False
        with graph_file.open("rb") as graph:
            return known.get("sha256") == _sha256(graph_file, graph)
    except (sqlite3.Error, OSError):
        return False


def connect(index_file: Path) -> sqlite3.Connection:
    """Open an index for reading.

    Raises:
        sqlite3.Error: It is not there, or is not an SQLite file.
    """
    # Immutable: the file is replaced, never written to, so that no locks are needed in its folder.
    return sqlite3.connect(f"{index_file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def make_index(graph_file: Path, index_file: Path) -> None:
    """Make the index of a graph, whatever stands in its place.

    Args:
        graph_file: The N-Quads that a build wrote.
        index_file: Where the index is to stand.

    Raises:
        SourceError: The graph cannot be read.
        OutputError: The index cannot be written, or SQLite comes without FTS5.
    """
    try:
        with replacing_path(index_file) as unfinished, opened(graph_file) as graph:
            with contextlib.closing(sqlite3.connect(unfinished, isolation_level=None)) as index:
                _fill(index, graph_file, graph)
            with unfinished.open("rb") as stream:
                os.fsync(stream.fileno())
    except sqlite3.Error as error:
        reason = message("error.no-fts5") if "fts5" in str(error) else error
        raise OutputError(message("error.unwritable", reason=reason), path=index_file) from error


def _fill(index: sqlite3.Connection, graph_file: Path, graph: IO[bytes]) -> None:
    index.executescript(_SCHEMA)
    index.execute("BEGIN")
    digest = _sha256(graph_file, graph)
    graph.seek(0)
    _read(index, names.read(graph_file, graph))
    for statement in _NODES.split(";\n"):
        index.execute(statement)
    _file_names(index)
    _file_words(index)
    for table in ("found", "slip"):
        index.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    index.execute("CREATE INDEX name_node ON name (node)")
    meta = {"format": _FORMAT, "sha256": digest}
    index.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    index.execute("COMMIT")


def _read(
    index: sqlite3.Connection,
    statements: Iterable[names.Name | names.Type | names.OfKind | names.Superclass | names.About],
) -> None:
    for statement in statements:
        match statement:
            case names.Name(node, text, language, kind, of_vocabulary):
                parts = words(text)
                if parts:
                    row = (node, text, language, kind, of_vocabulary, " ".join(parts), len(parts))
                    index.execute("INSERT INTO read_name VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            case names.Type(node, of, asserted):
                index.execute("INSERT INTO read_type VALUES (?, ?, ?)", (node, of, asserted))
            case names.OfKind(node, kind):
                index.execute("INSERT INTO read_kind VALUES (?, ?)", (node, kind))
            case names.Superclass(node, of):
                index.execute("INSERT INTO superclass VALUES (?, ?)", (node, of))
            case names.About(node, of):
                index.execute("INSERT INTO about VALUES (?, ?)", (node, of))


def _file_names(index: sqlite3.Connection) -> None:
    """File each name under its words, in the order in which names should be found."""
    rows = index.execute(_IN_ORDER)
    number = 0
    while batch := rows.fetchmany(_BATCH):
        numbered = list(enumerate(batch, number + 1))
        number += len(batch)
        index.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", ((place, *row[:5]) for place, row in numbered)
        )
        index.executemany(
            "INSERT INTO found (rowid, word, bare, joined, sound, type) VALUES (?, ?, ?, ?, ?, ?)",
            ((place, *_keys(row[5]), row[6] or "") for place, row in numbered),
        )


def _keys(spelled: str) -> tuple[str, str, str, str]:
    """Return the words, bare words, joined words and sounds of a name.

    Example:
        >>> _keys("نور سلطان")
        ('نور سلطان', '', 'نورسلطان', 'sltn nrsltn')
    """
    parts = spelled.split()
    stripped = [rest for part in parts for rest in bare(part)]
    pairs = list(joined(parts))
    heard = dict.fromkeys(key for part in (*parts, *stripped, *pairs) for key in sounds(part))
    return spelled, " ".join(stripped), " ".join(pairs), " ".join(heard)


def _file_words(index: sqlite3.Connection) -> None:
    """File each word under what is left of it when letters are deleted."""
    index.execute(
        "INSERT INTO word (text) SELECT term FROM vocabulary WHERE col IN ('word', 'bare') "
        "AND length(term) > 2 AND term GLOB '[^0-9]*' GROUP BY term"
    )
    rows: Iterator[tuple[int, str]] = index.execute("SELECT id, text FROM word")
    index.executemany(
        "INSERT INTO slip (rowid, deletion) VALUES (?, ?)",
        ((number, " ".join(filed(word))) for number, word in rows),
    )


def _sha256(graph_file: Path, graph: IO[bytes]) -> str:
    """Return the hash of an opened graph, which is remembered beside it."""
    hashes = FileHashes(graph_file.with_name(HASHES))
    digest = hashes.hash_of_open(graph_file.name, graph)
    hashes.save()
    return digest
