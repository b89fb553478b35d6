"""The pages about what others could do, and about what goes out, promise nothing that no test shows.

Law: each sentence that says what somebody can't do, and each that says what holds against somebody, names the
tests that show it; a test that is renamed or taken out takes the sentence with it.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.content.shelf import RESOURCES

#: The pages whose every “can’t” is held here.
PAGES = (
    "what-others-could-do", "shared-folder", "letters", "leaving", "pages-on-your-devices", "lost-or-stolen",
)  # fmt: skip

#: What is promised → the tests that show it.
SHOWN = {
    "It can’t read the words and can’t make up new ones.": (
        (
            "attacks/test_by_the_carrier.py",
            "test_attack_1_the_provider_reads_no_word_and_learns_sizes_in_steps_alone",
        ),
        ("attacks/test_by_the_carrier.py", "test_attack_2_the_provider_forges_nothing"),
    ),
    "It can’t reach into the copies that a service keeps.": (
        (
            "attacks/test_by_the_carrier.py",
            "test_attack_4_old_files_that_are_put_back_bring_nothing_back",
        ),
    ),
    "A file that can’t be read is set aside, and the others are read all the same.": (
        ("attacks/test_by_the_carrier.py", "test_attack_7_one_bad_file_stops_none_of_the_others"),
    ),
    "You can’t call it back.": (
        (
            "home/test_letters.py",
            "test_what_was_sent_is_the_writers_too_and_says_nothing_of_what_became_of_it",
        ),
    ),
    "It can’t be undone, and it doesn’t reach backups, cloud versions, your partner’s computer, or a file "
    "that you exported.": (
        ("home/test_erasing.py", "test_nothing_is_left_and_the_next_start_begins_anew"),
        ("home/test_erasing.py", "test_the_partner_and_the_folder_stay_as_they_are"),
    ),
    "Your partner can’t read them, and neither can whoever carries the folder.": (
        ("home/test_across_attacks.py", "test_neither_the_partner_nor_the_keyring_opens_a_page"),
        ("home/test_across_attacks.py", "test_a_kit_and_the_records_hold_nothing_of_the_key"),
    ),
    "It can’t read a word, and can’t put words into either mouth.": (
        (
            "attacks/test_by_the_carrier.py",
            "test_attack_1_the_provider_reads_no_word_and_learns_sizes_in_steps_alone",
        ),
        ("attacks/test_by_the_carrier.py", "test_attack_2_the_provider_forges_nothing"),
    ),
    "Files held back are no news, and never a yes.": (
        ("attacks/test_by_the_carrier.py", "test_attack_6_withheld_files_are_no_news_and_never_a_yes"),
    ),
    "Still Here talks to no other computer.": (
        ("house/test_no_network.py", "test_only_the_carriers_own_interface_on_this_computer_is_ever_dialled"),
        ("carriers/test_syncthing.py", "test_clicks_meet_through_a_real_carrier_also_those_made_while_apart"),
    ),
    "Your partner can’t say yes for you, or bring in a device in your name, or a third person.": (
        (
            "attacks/test_by_the_partner.py",
            "test_attack_3_the_partner_forges_the_others_yes_in_the_others_name",
        ),
        ("attacks/test_by_the_partner.py", "test_attack_3_the_partner_brings_in_a_device_for_the_other"),
        ("attacks/test_by_the_partner.py", "test_attack_3_a_third_person_is_never_let_in"),
        ("home/test_borrowed_ids.py", "test_an_id_is_not_the_partners_to_take"),
    ),
    "Held letters, drafts and private pages can’t be seen from the folder.": (
        (
            "attacks/test_by_others.py",
            "test_attack_18_five_held_letters_leave_no_trace_in_names_sizes_or_times",
        ),
    ),
    "Pages that you take to your other devices can be counted there, and can’t be read.": (
        ("home/test_across_attacks.py", "test_neither_the_partner_nor_the_keyring_opens_a_page"),
    ),
    "Locked pages stay shut without their passphrase.": (
        (
            "private/test_lock.py",
            "test_a_locked_journal_opens_by_nothing_that_the_keyring_has_as_cryptography_shows",
        ),
    ),
    "The store can’t be opened without its key, which your keyring or your passphrase holds.": (
        ("home/test_store.py", "test_another_key_opens_nothing_and_says_so"),
        ("home/test_store.py", "test_nothing_of_it_can_be_read_in_the_files"),
    ),
    "What it says from then on counts nowhere, and it can’t read what is said afterwards.": (
        ("home/test_devices.py", "test_what_a_removed_device_says_afterwards_counts_nowhere"),
        ("home/test_devices.py", "test_what_is_said_after_the_removal_the_removed_device_can_not_read"),
    ),
    "What it says from then on counts nowhere, what is said afterwards it can’t read, and what it has, it "
    "keeps.": (
        ("home/test_devices.py", "test_what_a_removed_device_says_afterwards_counts_nowhere"),
        ("home/test_devices.py", "test_what_is_said_after_the_removal_the_removed_device_can_not_read"),
    ),
    "Without these nobody opens it, and this app can’t either.": (
        ("home/test_store.py", "test_another_key_opens_nothing_and_says_so"),
        ("command/test_lost_store.py", "test_who_forgot_the_passphrase_erases_and_comes_back_by_the_kit"),
    ),
    "Once the removal is known that is over, and with the next act it is sealed to you again.": (
        ("home/test_sealed_anew.py", "test_what_was_sealed_to_the_thiefs_key_is_read_in_the_end"),
        ("home/test_sealed_anew.py", "test_a_note_of_the_thief_is_taken_back_and_nothing_said_is_lost"),
    ),
    "After a wrong yes the safety numbers differ": (
        (
            "attacks/test_by_others.py",
            "test_attack_15_who_used_heard_words_first_is_seen_by_name_and_by_the_safety_number",
        ),
    ),
    "A second use of the words is none.": (
        ("attacks/test_by_others.py", "test_attack_15_a_second_use_of_the_words_is_none"),
    ),
}


def _page(name: str) -> str:
    return (RESOURCES / "help" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_each_sentence_that_says_what_cannot_be_done_is_one_of_these(name: str) -> None:
    sentences = re.split(r"(?<=[.:]) |\n", _page(name))
    promised = [each for each in sentences if "can’t" in each and "“can’t”" not in each]
    assert promised
    assert [each for each in promised if each not in SHOWN] == []


@pytest.mark.parametrize("promise", SHOWN)
def test_what_is_promised_stands_there_and_is_shown(promise: str, root: Path) -> None:
    assert any(promise in _page(name) for name in PAGES)
    for file, name in SHOWN[promise]:
        tree = ast.parse((root / "tests" / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    "who",
    ["Whoever carries the folder", "Somebody on the network", "Your partner", "A thief of the disk",
     "Somebody at your unlocked computer", "A device that you removed", "A bad program on your computer",
     "Us, who make this"],
)  # fmt: skip
def test_each_of_these_is_spoken_of(who: str) -> None:
    assert f"\n## {who}\n" in _page("what-others-could-do")
