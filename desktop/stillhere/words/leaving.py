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
    "leave.happens.once": "It can’t be taken back. Sharing again begins with a new space.",
    "leave.said.told": "You no longer share here. {name} is told once.",
    "leave.said.waiting": "You no longer share here. {name} is told once the folder is back.",
    "leave.said.quietly": "You no longer share here. Nothing was said.",
    "trouble.erase_busy.title": "Another window or tray of Still Here is open and doesn’t end.",
    "trouble.erase_busy.next": "Close it, then erase once more. What is erased already is gone.",
    "trouble.erase_denied.title": "Something here can’t be erased.",
    "trouble.erase_denied.next": "Look at who may write {place}, then erase once more. What is erased "
    "already is gone.",
    # What an export is made of, beside private.
    "export.agreement.in_force": "Agreed on {day}, and in force.",
    "export.agreement.over": "Agreed on {day}, and no longer in force.",
}
