"""Words for leaving, exporting and erasing, by every door."""

WORDS = {
    "why.leave.alone": "There is nobody else here yet. What is here is yours; it can be exported and erased.",
    # What happens, before one leaves and after.
    "leave.happens.told": "{name} is told once: “{own} no longer shares here.” Nothing else is said.",
    "leave.happens.untold": "{name} is told nothing. In time the window there says: “No news. That is all it "
    "means.”",
    "leave.happens.nothing_more": "Nothing more is written to the shared folder from this computer, and "
    "nothing is read there.",
    "leave.happens.waiting": "What you said and the folder hasn’t carried yet stays here.",
    "leave.happens.letters": "No held letter is sent. Letters, drafts and pages stay with you.",
    "leave.happens.agreements": "No agreement limits you any more. Each keeps a copy of what both accepted.",
    "leave.happens.sent": "What you sent before stays with {name}. The files in the folder stay, sealed.",
    "leave.happens.elsewhere": "Your other devices go on sharing until you leave there too.",
    "leave.happens.elsewhere_told": "Your other devices stop sharing once they hear of it.",
    "leave.happens.once": "It can’t be taken back. Sharing again begins with a new space.",
    "leave.after": (
        "What you say stays on this computer. What you two wrote and agreed stays with each of you, and "
        "nothing is asked of you."
    ),
    "leave.said.told": "You no longer share here. {name} is told once.",
    "leave.said.waiting": "You no longer share here. {name} is told once the folder is back.",
    "leave.said.quietly": "You no longer share here. Nothing was said.",
    "trouble.erase_busy.title": "Another window or tray of Still Here is open and doesn’t end.",
    "trouble.erase_busy.next": "Close it, then erase once more. What is erased already is gone.",
    "trouble.erase_denied.title": "Something here can’t be erased.",
    "trouble.erase_denied.next": "Look at who may write {place}, then erase once more. What is erased "
    "already is gone.",
    # What an export is made of, beside private.
    "export.shared": "Pages shared with you",
    "export.shared.page": "Shared page",
    "export.agreement.in_force": "Agreed on {day}, and in force.",
    "export.agreement.over": "Agreed on {day}, and no longer in force.",
    "export.without_locked": "What is locked was left out: pages, held letters, drafts.",
    # Erasing: what it does and what it can't do, before; and after.
    "erase.what": "This erases everything of Still Here on this computer: the space, pages, letters, drafts, "
    "keys, settings and the log.",
    "erase.stays": "It can’t reach what your partner has, the shared folder, backups, versions that a "
    "provider keeps, or a file that you exported. A flash disk may keep older blocks; what they hold is "
    "encrypted, and its key is gone.",
    "erase.once": "It can’t be undone.",
    "erase.done": "Everything of Still Here on this computer is erased.",
    "erase.keyring": "The keyring didn’t answer. An entry “Still Here” may stay in it; it opens nothing now.",
    "erase.beside": "The shared folder stays where it is, with what is sealed in it. Your desktop’s lists of "
    "past notifications and of icons may still show the name “Still Here”.",
    "erase.left": "In {place} lies something that isn’t of Still Here. It stays.",
    # The same at a command line.
    "command.lock.help": "lock your private pages with a passphrase",
    "command.lock.about": "Says whether there is a lock on your private pages, sets one, changes it or "
    "removes it. Its passphrase is in no keyring, and nobody can bring it back for you.",
    "command.lock.example": "stillhere lock set --new-file passphrase.txt",
    "command.lock.is.none": "Your private pages have no lock.",
    "command.lock.is.passphrase": "Your private pages are locked.",
    "command.lock.done.set": "Your private pages are locked from now on.",
    "command.lock.done.change": "Your private pages have another passphrase from now on.",
    "command.lock.done.remove": "Your private pages have no lock any more.",
    "command.export.help": "write everything of your own into a folder",
    "command.export.about": "Writes your pages, letters, agreements and what else you keep into a new folder "
    "inside DIR, as Markdown, and with --pdf as one PDF too. These files are not encrypted.",
    "command.export.example": "stillhere export --to ~/Documents --pdf",
    "command.export.done": "Written: {place}",
    "command.export.plain": "These files are not encrypted.",
    "command.export.locked": "Give its passphrase with --lock-file, or leave what is locked out with "
    "--without-locked.",
    "command.option.without_locked": "leave out what is locked, for which no passphrase is needed then",
    "command.export.progress": "{done} of {of}",
    "command.leave.help": "end the sharing",
    "command.leave.about": "Ends the sharing at once. Your partner is told once that you no longer share "
    "here. With --quietly nothing is said and nothing more is written. Nothing else goes out either way: "
    "no held letter and nothing that waits. What you have stays here.",
    "command.leave.example": "stillhere leave --quietly",
    "command.erase.help": "erase everything of yours on this computer",
    "command.erase.about": "Erases everything of Still Here on this computer: the space, pages, letters, "
    "drafts, keys, settings and the log. It can’t be undone. It can’t reach what your partner has, the "
    "shared folder, backups, or versions that a provider keeps.",
    "command.erase.example": "stillhere erase --yes-erase",
    "command.erase.yes": "“stillhere erase --yes-erase” does it.",
    "export.reach": "Nothing here or in the shared folder changes by it. Whoever can open the new folder "
    "can read the files.",
    "command.ask.go_on": "Enter goes on. Any word stops it:",
    "command.ask.stayed": "Nothing was done.",
    "command.ask.lock": "Passphrase of your private pages:",
    "command.ask.new_lock": "A new passphrase for your private pages:",
    "command.usage.one_secret": "Only one passphrase can come from standard input.",
    "command.usage.new_file": "The new passphrase is missing: --new-file FILE, or “-” for standard input.",
    "command.option.locking": "what to do with the lock; without it, whether there is one",
    "command.option.lock_file": "read the passphrase of your private pages from FILE, “-” for standard input",
    "command.option.new_file": "read the new passphrase from FILE, “-” for standard input",
    "command.option.to": "the folder to write into",
    "command.option.pdf": "as a PDF, too",
    "command.option.quietly": "without a note",
    "command.option.yes_erase": "the word for it; without it, what would happen is told",
}
