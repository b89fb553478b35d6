"""Words for what is private: pages, letters, prompts, the lock, and what an export is made of."""

WORDS = {
    # Why something can't be done now.
    "why.page.long": "A page holds up to five million characters. Nothing was changed; begin another page.",
    "why.share.empty": "There are no words on this page yet.",
    "why.share.long": "A shared page carries about six thousand words, and this one has more. "
    "Your page is as it was.",
    "why.letter.left": "There is no one to send it to here any more. The letter is yours.",
    "why.letter.alone": "There is nobody else here yet. The letter can wait.",
    "why.letter.resting": "{name} is resting. The letter can wait for {name}’s return.",
    "why.letter.partly_back": "{name} is a little bit back. The letter can wait for {name}’s return.",
    "why.letter.none": "No letters for now: that holds between you and {name}. This one can wait here.",
    "why.letter.quiet": "It is a quiet hour. The letter can go out after it.",
    "why.letter.one": "One letter at a time: that holds between you and {name}, and one went out today. "
    "This one can wait here.",
    "why.letter.empty": "There are no words in this letter yet.",
    "why.letter.long": "A letter carries about six thousand words, and this one has more. "
    "It is kept as it is; two letters may do, or a page.",
    "why.letter.short": "Short letters: that holds between you and {name}, up to 2,000 characters. "
    "This one is kept as it is.",
    "why.letter.sending": "This letter is on its way out.",
    "why.prompt.empty": "A prompt needs at least one word.",
    "why.prompt.long": "A prompt holds up to 300 characters. Nothing was changed; shorten it a little.",
    # The private store and its lock.
    "trouble.private_locked.title": "Your private pages are locked.",
    "trouble.private_locked.next": (
        "Type the passphrase when asked, or give a file that holds it with --lock-file."
    ),
    "trouble.private_passphrase_wrong.title": "Your private pages don’t open with this passphrase.",
    "trouble.private_passphrase_wrong.next": "Try again; capital letters and the keyboard’s language count.",
    "trouble.private_passphrase_empty.title": "A lock needs a passphrase.",
    "trouble.private_passphrase_empty.next": (
        "Several words that only you would put together are best. Nothing was changed."
    ),
    "trouble.private_not_locked.title": "Your private pages have no lock.",
    "trouble.private_not_locked.next": "There is nothing to change or remove. A lock can be set at any time.",
    "trouble.private_locked_already.title": "Your private pages have a lock already.",
    "trouble.private_locked_already.next": "It can be changed with the passphrase that it has now.",
    "trouble.private_moved.title": "The lock of your private pages was changed just now.",
    "trouble.private_moved.next": "Open them again. What you were typing stays where it is until then.",
    "trouble.private_busy.title": "Your private pages are in use by another window or command.",
    "trouble.private_busy.next": "Nothing was changed. Try again in a moment.",
    "trouble.private_denied.title": "The files of your private pages can’t be read or written.",
    "trouble.private_denied.next": (
        "Look at who may read and write the folder “private” beside store.db. Nothing was changed."
    ),
    "trouble.private_no_memory.title": "There isn’t enough free memory to try the passphrase.",
    "trouble.private_no_memory.next": "It needs 256 MB for a moment. Close another program and try again.",
    "trouble.private_other_home.title": "These private pages belong to another Still Here space.",
    "trouble.private_other_home.next": (
        "Put store.db and the folder “private” of the same backup beside each other again. Nothing was"
        " changed."
    ),
    "trouble.private_missing.title": "The file with your private pages isn’t there.",
    "trouble.private_missing.next": (
        "It lay in the folder “private” beside store.db. Bring the whole folder back from a backup."
    ),
    "trouble.private_header_missing.title": "The key file of your private pages isn’t there.",
    "trouble.private_header_missing.next": (
        "Bring private.json back from a backup, into the folder “private” beside store.db. The pages are"
        " there, and nothing new is made over them."
    ),
    "trouble.private_header_damaged.title": "The key file of your private pages can’t be read.",
    "trouble.private_header_damaged.next": (
        "Bring private.json back from a backup, into the folder “private” beside store.db. Nothing was"
        " changed."
    ),
    "trouble.private_damaged.title": "The file with your private pages is damaged.",
    "trouble.private_damaged.next": (
        "Bring the folder “private” beside store.db back from a backup, the whole of it. Without one, an "
        "export brings out what can still be read of pages and letters. Nothing was changed."
    ),
    "trouble.private_newer.title": "Your private pages were written by a newer Still Here.",
    "trouble.private_newer.next": "Update Still Here on this computer. Nothing was changed.",
    "trouble.page_gone.title": "This page was deleted.",
    "trouble.page_gone.next": "What you typed is here; it can begin a new page.",
    "trouble.letter_gone.title": "This letter isn’t here any more.",
    "trouble.letter_gone.next": "It was sent or let go. What you typed is here; it can begin a new letter.",
    "trouble.prompt_gone.title": "This prompt of yours isn’t here any more.",
    "trouble.prompt_gone.next": "It was taken away. The pages that answer it keep its words.",
    # The content that comes with the program.
    "trouble.library_file.title": "A file that comes with Still Here can’t be read: {file}",
    "trouble.library_file.next": "Everything else works. Put the file back as it was, or install again.",
    "trouble.library_entry.title": "Something in {file} can’t be read: {place}",
    "trouble.library_entry.next": "It is left out and everything else works. Compare it with its neighbours.",
    # An export.
    "trouble.export_denied.title": "The export can’t be written there.",
    "trouble.export_denied.next": "Look at who may write in {place}, or choose another place.",
    "export.title": "Still Here, {day}",
    "export.about": "Everything of yours in plain text. These files are not encrypted.",
    "export.rescued": "What is missing here",
    "export.rescued.text": "The file with your private pages is damaged. What can still be read of your "
    "pages and letters stands here; the rest of it is missing.",
    "export.pages": "Pages",
    "export.page": "Page",
    "export.letters": "Letters here",
    "export.letter": "Letter",
    "export.sent": "Letters sent",
    "export.received": "Letters received",
    "export.agreements": "Agreements",
    "export.agreement": "Agreement",
    "export.feelings": "Feeling words",
    "export.own_prompts": "Prompts of your own",
    "export.calming": "Your calming list",
    "export.drafts": "Begun and left open",
    "export.kept": "Kept for yourself",
    "export.empty": "There is nothing in it yet.",
    "export.letter.written": "being written",
    "export.letter.held": "held",
    "export.letter.asked": "held",
    "export.letter.kept": "kept",
    "export.letter.sending": "on its way out",
    # The forms of pages.
    "form.seen_told_known.1": "What I saw",
    "form.seen_told_known.2": "The story I told",
    "form.seen_told_known.3": "What I know",
    "form.mine_yours.1": "Mine",
    "form.mine_yours.2": "Perhaps yours",
}
