"""Words for the settings: the lock, what one click says, taking along, leaving, erasing, About."""

WORDS = {
    # The order of the page.
    "settings.group.two": "The two of you",
    "settings.group.here": "On this computer",
    "settings.group.private": "Yours alone",
    "settings.group.going": "Taking along and leaving",
    "settings.group.program": "The program",
    # What one click says.
    "settings.preset": "What one click says",
    "settings.preset.text": (
        "The details of your last rest go with the next click. They can be changed after it, at any time."
    ),
    "settings.preset.bare": "The rest itself, and nothing more.",
    "settings.preset.forget": "Begin with nothing chosen",
    # The lock.
    "settings.lock": "Lock of your private pages",
    "settings.lock.none": (
        "There is no lock. Whoever sits at this computer, signed in as you, can read your pages."
    ),
    "settings.lock.passphrase": "Your private pages are locked with a passphrase.",
    "settings.lock.text": (
        "The passphrase is kept nowhere, in no keyring either. Nobody can bring it back for you."
    ),
    "settings.lock.set": "Set a lock…",
    "settings.lock.change": "Change the passphrase…",
    "settings.lock.remove": "Remove the lock…",
    "settings.lock.old": "The present passphrase",
    "settings.lock.new": "A new passphrase",
    "settings.lock.again": "The same once more",
    "settings.lock.do.set": "Lock the pages",
    "settings.lock.do.change": "Change it",
    "settings.lock.do.remove": "Remove the lock",
    "settings.lock.not_now": "Not now",
    "settings.lock.working": "One moment. Everything is written anew under the new key.",
    "settings.lock.done.set": "The pages are locked from now on.",
    "settings.lock.done.change": "The passphrase is changed.",
    "settings.lock.done.remove": "The lock is gone.",
    "settings.lock.when": "Open pages lock again",
    "settings.lock.minutes.0": "When you leave them",
    "settings.lock.minutes.5": "After 5 minutes without a key",
    "settings.lock.minutes.15": "After 15 minutes",
    "settings.lock.minutes.60": "After an hour",
    "settings.lock.always.seen": (
        "They always lock when the window closes, with the hide key, and when the computer goes to sleep."
    ),
    # Written for this system, and nobody has run it there yet.
    "settings.lock.always.untried": (
        "They always lock when the window closes and with the hide key. Locking before the computer goes to "
        "sleep is written for this system, and not yet tried on one: to be sure, press the hide key first."
    ),
    # Where the system doesn't tell of sleep.
    "settings.lock.always.no": (
        "They always lock when the window closes and with the hide key. Here the computer’s sleep doesn’t "
        "lock them."
    ),
    # Taking along.
    "settings.export": "Export",
    "settings.export.text": (
        "Your pages, letters and agreements, and what else you keep, in a new folder. The files are not "
        "encrypted."
    ),
    "settings.export.copies": (
        "Your own copy of what both accepted is in it. It stands under Agreements, too."
    ),
    "settings.export.agreements": "Look at the agreements",
    "settings.export.forms": "Written as",
    "settings.export.markdown": "Plain text (Markdown)",
    "settings.export.pdf": "Plain text and a PDF",
    "settings.export.go": "Choose a folder…",
    "settings.export.passphrase": "Passphrase of your private pages",
    "settings.export.empty": "Left empty, what is locked stays out. Everything else is written.",
    "settings.export.gathering": "Gathering your pages.",
    "settings.export.progress": "{done} of {of} are written.",
    "settings.export.stopping": "Stopping.",
    "settings.export.stop": "Stop",
    "settings.export.stopped": "Stopped. Nothing was kept there.",
    "settings.export.done": "Written: {place}",
    "export.dialog": "The folder for the export",
    # Leaving.
    "settings.leave": "Leave",
    "settings.leave.text": "You can stop sharing on any day. No agreement and no reason is needed.",
    "settings.leave.left": "You no longer share here. Your own pages are still yours.",
    "settings.leave.note": "With a note…",
    "settings.leave.quietly": "Quietly…",
    "settings.leave.title.note": "Leaving with a note",
    "settings.leave.title.quietly": "Leaving quietly",
    "settings.leave.do.note": "Leave with a note",
    "settings.leave.do.quietly": "Leave quietly",
    "settings.leave.stay": "Stay",
    # Erasing.
    "settings.erase": "Erase",
    "settings.erase.text": (
        "Takes everything of Still Here off this computer, and off no other. It works with or without "
        "leaving first."
    ),
    "settings.erase.ask": "Erase everything…",
    "settings.erase.do": "Erase everything on this computer",
    "settings.erase.keep": "Keep everything",
    "erased.title": "Everything is erased.",
    "erased.text": "What Still Here kept on this computer is gone. The window can be closed.",
    "erased.going": "Erasing.",
    "erased.close": "Close the window",
    "erased.again": "Erase once more",
    # About.
    "settings.about": "About Still Here",
    "settings.about.version": "Version {version}. Free software under the MIT licence.",
    "settings.about.not": (
        "There is no server, no account and no count of anything. It reaches no network of its own, "
        "looks for no updates, and sees nothing of where anybody is or what anybody does. It isn’t "
        "counselling, and it can’t tell whether anyone is safe."
    ),
    "settings.about.fonts": (
        "Set in EB Garamond by Georg Duffner and Inter by Rasmus Andersson, both under the SIL Open "
        "Font License."
    ),
    "settings.about.parts": (
        "Made with Qt for Python (LGPL), pystray (LGPL), SQLCipher, age, libsodium, Pillow, msgspec, "
        "watchdog, jeepney, keyring, SecretStorage, appdirs, mnemonic, segno, ZXing, tomlkit and tzdata. "
        "Their licences come with them."
    ),
}
