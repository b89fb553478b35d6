"""The shape of what is private, as numbered steps. A released step never changes.

``place`` numbers order everything: a clock that was set back moves no page.
"""

from __future__ import annotations

from stillhere.home.store.schema import Migration

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "the first private store",
        (
            """
            CREATE TABLE generation (
                one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL
            ) STRICT
            """,
            "INSERT INTO generation VALUES (1, 1)",
            "CREATE TABLE small (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
            # ``place`` grows with every change of a page; ``indexed`` is the place at which it was indexed
            # last (0: never), and so the row of its words.
            """
            CREATE TABLE pages (
                id TEXT PRIMARY KEY, place INTEGER NOT NULL UNIQUE, indexed INTEGER NOT NULL DEFAULT 0,
                prompt TEXT NOT NULL, question TEXT NOT NULL, form TEXT NOT NULL, title TEXT NOT NULL,
                parts TEXT NOT NULL, created_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,
                deleted_ms INTEGER
            ) STRICT
            """,
            "CREATE INDEX pages_to_index ON pages (place) WHERE indexed <> place",
            "CREATE INDEX pages_deleted ON pages (deleted_ms) WHERE deleted_ms IS NOT NULL",
            # The words come folded (see `folding`): tokens between spaces. One and two letters are looked up
            # in an index of their own, because every search begins with them.
            """
            CREATE VIRTUAL TABLE words
            USING fts5 (text, tokenize = 'ascii', prefix = '1 2', columnsize = 0)
            """,
            "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
            """
            CREATE TABLE letters (
                place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, text TEXT NOT NULL,
                state TEXT NOT NULL, met TEXT NOT NULL, created_ms INTEGER NOT NULL,
                changed_ms INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE TABLE drafts (place TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE own_prompts (
                place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, moment TEXT NOT NULL,
                text TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE seen (
                prompt TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, day TEXT NOT NULL
            ) STRICT
            """,
            "CREATE TABLE never (prompt TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE feelings (
                place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, words TEXT NOT NULL,
                noted_ms INTEGER NOT NULL
            ) STRICT
            """,
        ),
    ),
    Migration(
        "pages on the other devices of their writer",
        (
            # ``place`` is that of the page when it said what ``known`` says it stands at; 0: it isn't there.
            # ``beside`` is the page that its first words were written on, on another device.
            """
            CREATE TABLE across_pages (
                page TEXT PRIMARY KEY, place INTEGER NOT NULL, beside TEXT NOT NULL, known BLOB NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE across_files (
                path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                verdict TEXT NOT NULL, reason TEXT NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE across_held (
                name TEXT, page TEXT, ms INTEGER, counter INTEGER, by TEXT, own INTEGER NOT NULL,
                PRIMARY KEY (name, page, ms, counter, by)
            ) STRICT, WITHOUT ROWID
            """,
        ),
    ),
)
