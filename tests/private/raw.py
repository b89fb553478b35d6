"""The bytes under the encryption, page by page, free ones and the write-ahead log too.

Law: this reads as somebody who has the files and the key would, with no SQLite in between. It follows
https://www.zetetic.net/sqlcipher/design/: AES-256-CBC, and 16 bytes of IV and 64 of HMAC at each page's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE, TAIL, SALT = 4096, 80, 16
WAL_HEAD, FRAME_HEAD = 32, 24


def plain(path: Path, key: bytes) -> bytes:
    """Everything that lies in a store and its write-ahead log, in clear. Skips without `cryptography`."""
    pytest.importorskip("cryptography", reason="only this library can look under the encryption")
    wal = path.with_name(f"{path.name}-wal")
    parts = [*_pages(path.read_bytes(), key)]
    if wal.exists():
        parts += _frames(wal.read_bytes(), key)
    return b"".join(parts)


def holds(data: bytes, word: str) -> bool:
    """Whether `word` stands in `data`, as text is stored here or elsewhere."""
    return any(word.encode(coding) in data for coding in ("utf-8", "utf-16-le", "utf-16-be"))


def _pages(data: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PAGE):
        yield _page(data[start : start + PAGE], key, SALT if start == 0 else 0)


def _frames(data: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(WAL_HEAD, len(data), FRAME_HEAD + PAGE):
        number = int.from_bytes(data[start : start + 4], "big")
        page = data[start + FRAME_HEAD : start + FRAME_HEAD + PAGE]
        yield _page(page, key, SALT if number == 1 else 0)


def _page(page: bytes, key: bytes, skipped: int) -> bytes:
    if len(page) < PAGE:
        return b""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    vector = page[-TAIL : -TAIL + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skipped:-TAIL]) + decryptor.finalize()
