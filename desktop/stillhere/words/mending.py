"""Words for a store that was damaged and made anew."""

WORDS = {
    "damaged.text": (
        "Nothing was changed. What both of you said lies in the shared folder, too, and your recovery kit "
        "opens it. Private pages and held letters lie in a file of their own, and stay as they are."
    ),
    "damaged.kit": "Bring back from the recovery kit",
    "damaged.kit.text": "With the sheet that you wrote, and the shared folder. The damaged file is kept.",
    "damaged.again": "Try again",
    "damaged.again.text": "If you brought back a backup of this computer, it opens now.",
    "damaged.anew": "Begin anew, without it",
    "damaged.anew.text": (
        "Then nothing of the space before is here: neither what both of you said, nor what you agreed. Your "
        "partner knows this computer as somebody new, and one of you invites the other again. Private pages "
        "and held letters stay."
    ),
    "damaged.anew.kept": (
        "The damaged file is kept here for four weeks. The recovery kit works all the same, today and later."
    ),
    "damaged.anew.on": "Begin anew",
    "damaged.store_damaged": "The damaged file: {place}",
    "damaged.store_wrong_key": (
        "The file: {place}\nEither its beginning is damaged, or vault.json beside it comes from another "
        "space; then bring back the two that belong together from a backup of this computer."
    ),
    "trouble.store_mends_later.title": "The file that holds your space is damaged.",
    "trouble.store_mends_later.next": (
        "Close Still Here everywhere, its icon too, and open it again. It then makes a new file of what can"
        " be read, and keeps the damaged one."
    ),
    "trouble.mended.title": "The file that holds your space was damaged, and was made anew.",
    "trouble.mended.next": (
        "What both of you said comes back from the shared folder. What may be missing: what hadn’t gone out "
        "yet, and drafts of agreements. The damaged file is kept here for four weeks."
    ),
    "trouble.begun_anew.title": "The file that held your space was damaged, and you began anew.",
    "trouble.begun_anew.next": (
        "What was said in the space before isn’t here. Private pages and held letters are as they were. The "
        "damaged file is kept here for four weeks."
    ),
}
