"""Pages: saved, listed, found, deleted, brought back, and gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stillhere.core.acts import Refused
from stillhere.core.pages import PAGE_LENGTH
from stillhere.home.private import Private, PrivateError
from stillhere.home.private.pages import UNDO_MS, Pages
from tests.private.making import Clock, opened
from tests.private.raw import holds, plain
from tests.private.unlocking import current_file, current_key

YEAR_MS = 365 * 24 * 3600 * 1000


def titles(pages: Pages) -> list[str]:
    return [heading.title for heading in pages.list()]


def found(pages: Pages, query: str) -> list[str]:
    return [one.heading.title for one in pages.search(query)]


def test_a_page_is_kept_as_it_was_typed(private: Private, clock: Clock) -> None:
    page = private.pages.write(
        ["She closed the door gently.\n\nThe rest I added"], prompt="p", question="What?"
    )
    clock.ms += 5
    private.pages.save(page, ["She closed the door gently.\n"])
    kept = private.pages.get(page)
    assert kept is not None
    assert kept.parts == ("She closed the door gently.\n",)
    assert (kept.form, kept.prompt, kept.question) == ("free", "p", "What?")
    assert kept.changed_ms == kept.created_ms + 5


def test_pages_outlive_their_window(tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        page = private.pages.write(["one", "two", "three"], form="seen_told_known")
    with opened(tmp_path) as private:
        kept = private.pages.get(page)
    assert kept is not None
    assert kept.parts == ("one", "two", "three")


@pytest.mark.parametrize(
    "text",
    [
        "a\0b\0",
        "\u202eabc\u202c",
        "",
        " ",
        "\r\n\x1b[0m",
        "e\u0301",
        "😴",
        "'); DROP TABLE pages; --",
        '"',
        "\ufeff",
    ],
)
def test_bad_input_is_kept_as_typed(private: Private, text: str) -> None:
    page = private.pages.write([text])
    kept = private.pages.get(page)
    assert kept is not None
    assert kept.parts == (text,)
    private.pages.search("x")


@given(st.text(alphabet=st.characters()))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_but_for_half_characters(private: Private, text: str) -> None:
    page = private.pages.write([text])
    kept = private.pages.get(page)
    assert kept is not None
    assert kept.parts[0] == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    private.pages.catch_up()


def test_a_megabyte_is_a_page_and_is_found(private: Private) -> None:
    page = private.pages.write(["Ünï " * 250_000 + "needle"])
    assert [one.heading.id for one in private.pages.search("needl")] == [page]


def test_too_much_is_refused_and_what_was_saved_stays(private: Private) -> None:
    page = private.pages.write(["saved"])
    with pytest.raises(Refused, match=r"why\.page\.long"):
        private.pages.save(page, ["x" * (PAGE_LENGTH + 1)])
    kept = private.pages.get(page)
    assert kept is not None
    assert kept.parts == ("saved",)


def test_the_page_changed_last_comes_first(private: Private) -> None:
    first, second = private.pages.write(["first"]), private.pages.write(["second"])
    assert titles(private.pages) == ["second", "first"]
    private.pages.save(first, ["first again"])
    private.pages.save(second, ["second"])  # nothing new
    assert titles(private.pages) == ["first again", "second"]


def test_a_clock_set_back_a_year_moves_no_page(private: Private, clock: Clock) -> None:
    for text in ("one", "two", "three"):
        private.pages.write([text])
        clock.ms -= YEAR_MS
    assert titles(private.pages) == ["three", "two", "one"]
    assert found(private.pages, "t") == ["three", "two"]


def test_a_long_list_comes_in_pieces(private: Private) -> None:
    for number in range(10):
        private.pages.write([str(number)])
    first = private.pages.list(4)
    then = private.pages.list(4, below=first[-1].place)
    assert [heading.title for heading in first + then] == list("98765432")


def test_what_a_search_finds_comes_in_pieces(private: Private) -> None:
    for number in range(10):
        private.pages.write([f"{'ferry' if number % 2 else 'gull'} {number}"])
    for query, whole in (("fer", "97531"), ("", "9876543210")):
        pieces, place = "", 2**63 - 1
        while piece := private.pages.search(query, 3, below=place):
            pieces += "".join(one.heading.title[-1] for one in piece)
            place = piece[-1].heading.place
        assert pieces == whole


def test_searching_as_one_types(private: Private) -> None:
    private.pages.write(["Café near the ferry"])
    private.pages.write(["the photo of the gulls"])
    grown = ["p", "ph", "phot", "photo", "photo g", "photo gulls", "photo café"]
    assert [len(private.pages.search(query)) for query in grown] == [1, 1, 1, 1, 1, 1, 0]
    assert found(private.pages, "CAFE fer") == ["Café near the ferry"]
    assert found(private.pages, "afe") == []


@pytest.mark.parametrize("query", ["東京", "京タ", "👩‍👩‍👧", "😴", "don't", "“don’t”", "zurich"])
def test_every_script_and_emoji_is_found(private: Private, query: str) -> None:
    private.pages.write(["nothing of it"])
    page = private.pages.write(["昨日は東京タワーで 👩‍👩‍👧 😴", "I don’t know Zürich"], form="mine_yours")
    assert [one.heading.id for one in private.pages.search(query)] == [page]


def test_a_page_is_found_by_its_question_too(private: Private) -> None:
    private.pages.write(["Nobody."], question="Who rested in the house you grew up in?")
    (one,) = private.pages.search("house")
    assert (one.heading.title, one.excerpt) == ("Nobody.", "")


def test_a_search_shows_where_it_found_it(private: Private) -> None:
    private.pages.write(["First line.\nThen the gulls came."])
    (one,) = private.pages.search("gull")
    assert (one.heading.title, one.excerpt) == ("First line.", "Then the gulls came.")


@pytest.mark.parametrize("query", ["", "  ", "…!", '"'])
def test_a_query_without_words_is_an_empty_field(private: Private, query: str) -> None:
    private.pages.write(["one"])
    private.pages.write(["two"])
    assert found(private.pages, query) == ["two", "one"]


def test_what_was_typed_a_moment_ago_is_found_and_what_was_taken_out_is_not(private: Private) -> None:
    page = private.pages.write(["ferry"])
    assert found(private.pages, "ferry") == ["ferry"]
    private.pages.save(page, ["harbour"])
    assert found(private.pages, "ferry") == []
    assert found(private.pages, "harb") == ["harbour"]


def test_searching_writes_nothing_when_nothing_was_typed(private: Private) -> None:
    private.pages.write(["ferry"])
    private.pages.search("f")
    before = private.generation()
    private.pages.search("fe")
    assert private.generation() == before


def test_a_deleted_page_comes_back(private: Private) -> None:
    page = private.pages.write(["ferry"])
    assert private.pages.delete(page)
    assert not private.pages.delete(page)
    assert (titles(private.pages), found(private.pages, "ferry"), private.pages.get(page)) == ([], [], None)
    assert private.pages.bring_back(page)
    assert not private.pages.bring_back(page)
    assert (titles(private.pages), found(private.pages, "ferry")) == (["ferry"], ["ferry"])


def test_typing_into_a_deleted_page_is_told(private: Private) -> None:
    page = private.pages.write(["ferry"])
    private.pages.delete(page)
    with pytest.raises(PrivateError, match="page_gone"):
        private.pages.save(page, ["ferry and more"])
    private.pages.erase(page)
    with pytest.raises(PrivateError, match="page_gone"):
        private.pages.save(page, ["ferry and more"])


def test_only_what_was_deleted_is_erased(private: Private) -> None:
    page = private.pages.write(["ferry"])
    private.pages.erase(page)
    assert titles(private.pages) == ["ferry"]


def test_a_page_of_the_same_place_is_found_after_the_newest_was_erased(private: Private) -> None:
    private.pages.write(["old"])
    page = private.pages.write(["ferry"])
    private.pages.search("ferry")
    private.pages.delete(page)
    private.pages.erase(page)
    private.pages.write(["harbour"])
    assert (found(private.pages, "ferry"), found(private.pages, "harbour")) == ([], ["harbour"])


def test_undo_holds_for_a_while_after_a_crash_and_no_longer(tmp_path: Path, clock: Clock) -> None:
    crashed = opened(tmp_path, clock)
    page = crashed.pages.write(["ferry"])
    crashed.pages.delete(page)
    clock.ms += UNDO_MS
    assert opened(tmp_path, clock).pages.bring_back(page)
    crashed.pages.delete(page)
    clock.ms += UNDO_MS + 1
    assert not opened(tmp_path, clock).pages.bring_back(page)


def test_a_clock_set_back_keeps_no_deleted_page(tmp_path: Path, clock: Clock) -> None:
    crashed = opened(tmp_path, clock)
    page = crashed.pages.write(["ferry"])
    crashed.pages.delete(page)
    clock.ms -= YEAR_MS
    assert not opened(tmp_path, clock).pages.bring_back(page)


def test_closing_erases_what_was_deleted_here_and_nothing_of_anybody_else(tmp_path: Path) -> None:
    window, command = opened(tmp_path), opened(tmp_path)
    mine, other = window.pages.write(["mine"]), window.pages.write(["other"])
    window.pages.delete(mine)
    command.pages.delete(other)
    command.close()
    assert not window.pages.bring_back(other)
    assert window.pages.bring_back(mine)
    window.close()


def test_an_erased_page_is_gone_under_the_encryption_as_cryptography_shows(tmp_path: Path) -> None:
    word = "marguerite"
    with opened(tmp_path) as private:
        private.pages.write(["something that stays"])
        page = private.pages.write([f"{word} and more words of it"], question=f"{word}?")
        for number in range(30):
            private.pages.save(page, [f"{word} and more words of it, {number}"])
            private.pages.search(word)
        assert holds(plain(current_file(tmp_path), current_key(tmp_path)), word), "this test can see it"
        private.pages.delete(page)
        private.pages.erase(page)
        data = plain(current_file(tmp_path), current_key(tmp_path))
        assert holds(data, "something that stays")
        assert not holds(data, word)
    assert not holds(plain(current_file(tmp_path), current_key(tmp_path)), word)


def test_words_taken_out_of_a_page_leave_its_index_too_as_cryptography_shows(tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        page = private.pages.write(["marguerite"])
        private.pages.search("marg")
        private.pages.save(page, ["rose"])
        private.pages.search("rose")
    data = plain(current_file(tmp_path), current_key(tmp_path))
    assert holds(data, "rose")
    assert not holds(data, "marguerite")


def test_nothing_is_readable_without_the_key(tmp_path: Path) -> None:
    with opened(tmp_path) as private:
        private.pages.write(["marguerite"])
        private.pages.search("marg")
        for path in (tmp_path / "data" / "private").iterdir():
            assert not holds(path.read_bytes(), "marguerite"), path.name
    with closing(sqlite3.connect(current_file(tmp_path))) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM pages")


def test_a_page_deleted_during_an_export_is_left_out(private: Private) -> None:
    first, second = private.pages.write(["first"]), private.pages.write(["second"])
    pages = private.pages.all()
    assert next(pages).id == first
    private.pages.delete(second)
    assert list(pages) == []


def test_everything_is_exported_in_the_order_of_writing(private: Private, clock: Clock) -> None:
    first = private.pages.write(["first"])
    clock.ms += 1
    private.pages.write(["second"])
    private.pages.save(first, ["first, changed"])
    assert [page.parts[0] for page in private.pages.all()] == ["first, changed", "second"]
