"""Words for a store that was damaged and made anew."""

WORDS = {
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
