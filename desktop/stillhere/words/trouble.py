"""Words for trouble: each has a title, which says what is so, and a next step, which says what helps."""

_FOR_GOOD = (
    "If it is gone for good: “stillhere erase” takes away what nobody can open any more, and your recovery "
    "kit brings you back."
)

WORDS = {
    # The key of the store.
    "trouble.keyring_none.title": "This computer’s keyring doesn’t answer.",
    "trouble.keyring_none.next": (
        "Still Here keeps the key to your space there. Sign in to your desktop as usual, then try again. A "
        "new space can use a passphrase instead."
    ),
    "trouble.keyring_locked.title": "The keyring is locked.",
    "trouble.keyring_locked.next": (
        "Unlock it with your computer’s password manager, then open Still Here again."
    ),
    "trouble.keyring_dismissed.title": "The keyring stayed locked.",
    "trouble.keyring_dismissed.next": (
        "Nothing was changed. Your space opens once the keyring is unlocked; try again when you’re ready."
    ),
    "trouble.keyring_gone.title": "The key to your space isn’t in the keyring.",
    "trouble.keyring_gone.next": (
        "If the keyring was replaced, bring back the one from before, or sign in with the account that you "
        "used when you began. Your space stays on this computer, locked, and nothing in it was changed. "
        f"{_FOR_GOOD}"
    ),
    "trouble.passphrase_needed.title": "Your space opens with a passphrase.",
    "trouble.passphrase_needed.next": (
        "Type it when asked, or give a file that holds it with --passphrase-file."
    ),
    "trouble.passphrase_wrong.title": "That isn’t the passphrase.",
    "trouble.passphrase_wrong.next": "Try again; capital letters and the keyboard’s language count.",
    "trouble.passphrase_empty.title": "A passphrase needs at least one letter.",
    "trouble.passphrase_empty.next": "Several words that only you would put together are best.",
    "trouble.vault_missing.title": "The file that leads to your key isn’t there.",
    "trouble.vault_missing.next": (
        "It is called vault.json and belongs beside store.db. Bring it back from a backup of this computer. "
        f"{_FOR_GOOD}"
    ),
    "trouble.vault_damaged.title": "The file that leads to your key can’t be read.",
    "trouble.vault_damaged.next": (
        f"It is called vault.json. Bring it back from a backup of this computer. {_FOR_GOOD}"
    ),
    "trouble.vault_no_memory.title": "There isn’t enough free memory to try the passphrase.",
    "trouble.vault_no_memory.next": "It needs 64 MB for a moment. Close another program and try again.",
    "trouble.vault_newer.title": "A newer Still Here made this space.",
    "trouble.vault_newer.next": "Update Still Here on this computer. Nothing was changed.",
    "trouble.vault_exists.title": "There is a key for a space here already.",
    "trouble.vault_exists.next": "Open that space, or choose another place with --home. Nothing was changed.",
    "trouble.vault_denied.title": "The file that leads to your key can’t be opened or written.",
    "trouble.vault_denied.next": "Look at who may read and write {place}, and how much room is left there.",
    # The store.
    "trouble.store_missing.title": "There is no space on this computer yet.",
    "trouble.store_missing.next": "Begin one, or join with the twelve words of an invitation.",
    "trouble.store_gone.title": "The file that holds your space isn’t there.",
    "trouble.store_gone.next": (
        "It is called store.db and belongs beside vault.json. Bring it back from a backup of this computer. "
        "Or come back with your recovery kit, in the window or with “stillhere kit restore”: private pages "
        "stay as they are. Where nothing was begun, “stillhere start” begins."
    ),
    "welcome.store_gone.next": (
        "It is called store.db and belongs beside vault.json. Bring it back from a backup of this computer, "
        "and open the window again. Or come back with your recovery kit. Private pages stay as they are."
    ),
    "trouble.store_exists.title": "There is a space on this computer already.",
    "trouble.store_exists.next": "Open it, or choose another place with --home. Nothing was changed.",
    "trouble.store_newer.title": "A newer Still Here changed this space.",
    "trouble.store_newer.next": "Update Still Here on this computer. Nothing was changed.",
    "trouble.store_wrong_key.title": "The key doesn’t fit this space.",
    "trouble.store_wrong_key.next": (
        "vault.json and store.db come from two different spaces, or the beginning of store.db is damaged. "
        "Bring back the two that belong together from a backup of this computer. Or come back with your "
        "recovery kit, in the window or with “stillhere kit restore”: the file is kept."
    ),
    "trouble.store_damaged.title": "The file that holds your space is damaged.",
    "trouble.store_damaged.next": (
        "Bring back store.db from a backup of this computer. Or come back with your recovery kit, in the "
        "window or with “stillhere kit restore”: the damaged file is kept beside it, and private pages stay "
        "as they are."
    ),
    "trouble.store_busy.title": "Your space is in use by another window or command.",
    "trouble.store_busy.next": "Nothing was changed. Try again in a moment.",
    "trouble.store_denied.title": "The file that holds your space can’t be written.",
    "trouble.store_denied.next": "Look at who may write store.db and its folder. Nothing was changed.",
    "trouble.disk_full.title": "There is no room left on the disk.",
    "trouble.disk_full.next": "Nothing that was saved is lost. Make some room, then try again.",
    "trouble.disk_trouble.title": "The disk doesn’t do what it is asked.",
    "trouble.disk_trouble.next": (
        "Nothing that was saved is lost. A restart may help; a backup of this computer is wise."
    ),
    "trouble.home_denied.title": "The place for your data can’t be made.",
    "trouble.home_denied.next": "Look at who may write in {place}, or choose another place with --home.",
    "trouble.no_screen.title": "There is no screen here to show the window on.",
    "trouble.no_screen.next": "Everything can be done by the command, too: “stillhere --help” says how.",
    "trouble.settings_denied.title": "The settings can’t be opened or written.",
    "trouble.settings_denied.next": "Look at who may read and write {place}. The settings are as they were.",
    # The shared folder.
    "trouble.folder_missing.title": "The shared folder isn’t there right now.",
    "trouble.folder_missing.next": (
        "Connect its drive or start what carries it, or choose the folder again in the settings. Everything"
        " you say is kept here and goes out by itself."
    ),
    "trouble.folder_unknown.title": "There is no folder {place}.",
    "trouble.folder_unknown.next": "Make it, or name the one that you two share. Nothing was begun yet.",
    "trouble.folder_emptied.title": "The shared folder is there, but “Still Here” in it isn’t.",
    "trouble.folder_emptied.next": (
        "Its drive may not be connected, or the folder was moved. Connect the drive, or choose the folder "
        "again in the settings. Where “Still Here” is gone for good, make an empty folder of that name "
        "there: the next thing that each of you says fills it again. Everything you say is kept here."
    ),
    "trouble.folder_read_only.title": "The shared folder can be read, but not written.",
    "trouble.folder_read_only.next": (
        "Remove the write protection of its drive. Everything you say is kept here and goes out by itself."
    ),
    "trouble.folder_full.title": "There is no room left where the shared folder is.",
    "trouble.folder_full.next": (
        "Make some room there. Everything you say is kept here and goes out by itself."
    ),
    "trouble.folder_denied.title": "This computer isn’t allowed into the shared folder.",
    "trouble.folder_denied.next": (
        "Look at who may read and write {place}. Everything you say is kept here and goes out by itself."
    ),
    "trouble.folder_odd.title": "Something else stands where a folder of Still Here belongs.",
    "trouble.folder_odd.next": (
        "A link or a file is in the way in {place}. Move it away; Still Here follows no links there."
    ),
    "trouble.folder_not_kept.title": "The shared folder didn’t keep what was written.",
    "trouble.folder_not_kept.next": (
        "Everything you say is kept here and written again. If it stays so, look at the drive or at what "
        "carries the folder."
    ),
    "trouble.folder_trouble.title": "The shared folder doesn’t do what it is asked.",
    "trouble.folder_trouble.next": (
        "Everything you say is kept here and written again. If it stays so, look at the drive or at what "
        "carries the folder."
    ),
    "trouble.inside_shared.title": "That place lies in the folder that the two of you share.",
    "trouble.inside_shared.next": (
        "Whoever opens {place} could read it there. Choose a place that only you have. Nothing was written."
    ),
    # Becoming two.
    "trouble.nothing_begun.title": "Nothing was begun here yet.",
    "trouble.nothing_begun.next": "Begin a space with your name first.",
    "trouble.invite_unknown.title": "No invitation in this folder opens with these words.",
    "trouble.invite_unknown.next": (
        "Look at the twelve words again, and at the folder: it is the one that your partner chose. A "
        "carrier may take a few minutes to bring the invitation."
    ),
    "trouble.invite_expired.title": "This invitation is over.",
    "trouble.invite_expired.next": "An invitation holds for seven days. Ask for a new one.",
    "trouble.invite_own.title": "This is your own invitation.",
    "trouble.invite_own.next": "The twelve words are for your partner, on the other computer.",
    "trouble.linked_already.title": "Two people share this space already.",
    "trouble.linked_already.next": "Nothing was changed. A space is for two.",
    "trouble.nobody_asks.title": "Nobody has used the invitation yet.",
    "trouble.nobody_asks.next": (
        "Once your partner typed the words, the name is shown here for you to confirm."
    ),
    # What is not as it belongs between this computer and the folder.
    "trouble.gap.title": "Something that {name} said hasn’t come here.",
    "trouble.gap.next": (
        "The folder may be catching up. Agreements wait until nothing is missing; all else goes on meanwhile."
    ),
    "trouble.two_histories.title": "A device of {name} tells two different stories.",
    "trouble.two_histories.next": (
        "That happens when a computer was copied or came back from a backup. What it said about agreements "
        "since then doesn’t count. A new device of {name} takes its place."
    ),
    "trouble.update_needed.title": "Something here needs a newer Still Here.",
    "trouble.update_needed.next": "Update it on this computer. Agreements wait until then; nothing is lost.",
    "trouble.restored.title": "This space came back from an older copy.",
    "trouble.restored.next": (
        "With the next thing you say, this computer goes on as a new device of yours. Nothing is lost."
    ),
    "trouble.newer_format.title": "A newer Still Here uses this folder too.",
    "trouble.newer_format.next": (
        "Update it on this computer to read what comes next. What is here already stays as it is."
    ),
    "trouble.flood.title": "The folder holds more files than Still Here looks at.",
    "trouble.flood.next": (
        "What the two of you say comes first. What else lies in “Still Here” doesn’t belong there; whoever "
        "shares the folder can take it out."
    ),
    "trouble.files_missing.title": "Files of this computer are gone from the folder.",
    "trouble.files_missing.next": (
        "They come back with the next thing you say. Until then they lie here alone; nothing is lost."
    ),
}
