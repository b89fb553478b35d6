"""HKDF gives what RFC 5869 publishes (Appendix A.1 to A.3)."""

from __future__ import annotations

import pytest

from stillhere.seal.hkdf import expand, extract

VECTORS = [
    pytest.param(
        b"\x0b" * 22,
        bytes(range(13)),
        bytes(range(0xF0, 0xFA)),
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        id="A.1",
    ),
    pytest.param(
        bytes(range(0x50)),
        bytes(range(0x60, 0xB0)),
        bytes(range(0xB0, 0x100)),
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        "cc30c58179ec3e87c14c01d5c1f3434f1d87",
        id="A.2",
    ),
    pytest.param(
        b"\x0b" * 22,
        b"",
        b"",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        id="A.3",
    ),
]


@pytest.mark.parametrize(("secret", "salt", "info", "key", "made"), VECTORS)
def test_published_vectors(secret: bytes, salt: bytes, info: bytes, key: str, made: str) -> None:
    assert extract(salt, secret).hex() == key
    assert expand(bytes.fromhex(key), info, len(made) // 2).hex() == made


def test_no_more_than_the_rfc_allows() -> None:
    assert len(expand(b"k" * 32, b"", 255 * 32)) == 255 * 32
    with pytest.raises(ValueError, match="at most"):
        expand(b"k" * 32, b"", 255 * 32 + 1)
