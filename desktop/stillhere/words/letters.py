"""Words for letters and shared pages: what keeps one here for now, and what each choice comes to."""

WORDS = {
    "why.letter.unknown": "No letter has this id here.",
    "why.pace.alone": "There is nobody else here yet who could hear of it.",
    "why.share.unknown": "No copy of yours with this id is shared.",
    "why.share.left": "There is no one to share it with here any more. The page is yours.",
    "why.share.alone": "There is nobody else here yet. The page is yours.",
    "why.share.none": "No letters and pages for now: that holds between you and {name}. The page stays here.",
}
