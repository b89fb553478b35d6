"""`say` is the one door to words: in English, and through a real gettext catalogue in any other language."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from stillhere import words
from stillhere.words import CATALOGUE, DOMAIN, say
from tests.words.fields import fields_of

#: Pseudo-translation: every vowel of a sentence with marks, in brackets and a third longer.
MARKED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def pseudo(text: str) -> str:
    """A sentence in the pseudo-language. Fields stay as they are."""
    parts = re.split(r"(\{\w+\})", text)
    marked = "".join(part if part.startswith("{") else part.translate(MARKED) for part in parts)
    return f"⟦{marked}{'·' * (len(text) // 3)}⟧"


def mo_file(messages: Mapping[str, str]) -> bytes:
    """A compiled gettext catalogue (GNU gettext manual, "The Format of GNU MO Files")."""
    texts = {"": "Content-Type: text/plain; charset=UTF-8\n", **messages}
    pairs = [(key.encode(), texts[key].encode()) for key in sorted(texts)]
    count, header = len(pairs), 28
    place = header + 16 * count
    tables: list[bytes] = []
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), place))
            place += len(pair[column]) + 1
    start = struct.pack("<7I", 0x950412DE, 0, count, header, header + 8 * count, 0, 0)
    return start + b"".join(tables) + b"".join(pair[column] + b"\0" for column in (0, 1) for pair in pairs)


@pytest.fixture
def afresh() -> Iterator[None]:
    """The language is chosen once a process; a test chooses its own and puts that back."""
    words._translation.cache_clear()
    yield
    words._translation.cache_clear()


@pytest.fixture
def pseudo_language(afresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole catalogue in the pseudo-language, installed as a translation is."""
    place = tmp_path / "locale" / "eo" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(mo_file({f"{key}\x04{text}": pseudo(text) for key, text in CATALOGUE.items()}))
    monkeypatch.setattr(words, "_locale_dir", lambda: tmp_path / "locale")
    monkeypatch.setenv("LANGUAGE", "eo")


def filled(key: str) -> dict[str, str]:
    return {field: f"<{field}>" for field in fields_of(CATALOGUE[key])}


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize("key", CATALOGUE)
def test_a_sentence_comes_out_in_english_with_its_fields_filled_in(key: str) -> None:
    said = say(key, **filled(key))
    assert said == CATALOGUE[key].format(**filled(key))
    assert not re.search(r"[{}]", said)


def test_a_key_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("headline.nobody_rests")


def test_a_field_that_is_not_given_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("tray.person", name="Mia")


def test_what_a_person_wrote_is_never_read_as_a_field() -> None:
    assert say("notice.resting", name="{key} {0} %s") == "{key} {0} %s is resting, still here."


@pytest.mark.usefixtures("pseudo_language")
def test_a_translation_is_spoken_through_the_whole_catalogue() -> None:
    for key, text in CATALOGUE.items():
        said = say(key, **filled(key))
        assert said == pseudo(text).format(**filled(key))
        assert said != text
    assert say("notice.resting", name="Mia") == "⟦Mia ís réstíng, stíll héré.··········⟧"


@pytest.mark.usefixtures("pseudo_language")
def test_equal_english_words_may_differ_in_a_translation(tmp_path: Path) -> None:
    assert CATALOGUE["headline.you_rest"] == CATALOGUE["headline.alone_rest"]
    text = CATALOGUE["headline.you_rest"]
    place = tmp_path / "locale" / "eo" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.write_bytes(
        mo_file({f"headline.you_rest\x04{text}": "one", f"headline.alone_rest\x04{text}": "other"})
    )
    words._translation.cache_clear()
    assert (say("headline.you_rest"), say("headline.alone_rest")) == ("one", "other")


@pytest.mark.usefixtures("pseudo_language")
def test_what_a_translation_lacks_is_said_in_english(tmp_path: Path) -> None:
    place = tmp_path / "locale" / "eo" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    place.write_bytes(mo_file({}))
    words._translation.cache_clear()
    assert say("notice.discreet") == "One update"


@pytest.mark.usefixtures("afresh")
def test_a_language_that_nobody_translated_into_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "tlh")
    assert say("notice.discreet") == "One update"


def test_only_the_tables_up_to_a_key_are_loaded() -> None:
    catalogue = words._Catalogue(["status", "command", "nothing_of_this_name"])
    assert catalogue["headline.both_here"] == "You are both here."
    assert list(catalogue._waiting) == ["command", "nothing_of_this_name"]
    assert catalogue["command.status.own_guess"] == "Your guess: {guess}"
    with pytest.raises(ModuleNotFoundError):
        catalogue["headline.nobody_rests"]


def test_a_table_that_two_threads_load_at_once_hides_none(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue, load = words._Catalogue(["status", "command"]), import_module

    def meanwhile(name: str) -> ModuleType:
        """Another thread comes to the end while this one is at its table."""
        monkeypatch.setattr(words, "import_module", load)
        assert "command.status.own_guess" in catalogue
        return load(name)

    monkeypatch.setattr(words, "import_module", meanwhile)
    assert catalogue["headline.both_here"] == "You are both here."
    assert set(catalogue) > {"headline.both_here", "command.status.own_guess"}


def test_translations_lie_in_the_resources(root: Path) -> None:
    assert words._locale_dir() == root / "resources" / "locale"
