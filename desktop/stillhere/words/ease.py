"""Words for the quiet helps: feeling words, two sides of one evening, a calming list, the own pace."""

WORDS = {
    "ease.title": "Quiet helps",
    "ease.lead": "For you alone. It stays on this computer, and nothing is added up from it.",
    "ease.open": "Quiet helps",
    "ease.back": "Back to Today",
    # Feeling words.
    "ease.feelings": "Words for what it is like",
    "ease.feelings.text": "For when your own words are gone. Point at what fits, as many as you like.",
    "ease.feelings.groups": "Kinds of words",
    "ease.feelings.words": "Words",
    "ease.feelings.keep": "Keep these words",
    "ease.feelings.clear": "Begin again",
    "ease.feelings.kept": "Kept for yourself",
    "ease.feelings.line": "{day}: {words}",
    "ease.feelings.forget": "Forget the last",
    # Two sides of one evening.
    "ease.sides": "Two sides of one evening",
    "ease.sides.resting": "The one who rests",
    "ease.sides.waiting": "The one who waits",
    "ease.sides.another": "Another card",
    # A calming list.
    "ease.calming": "Your calming list",
    "ease.calming.text": "Small things that have helped you before, one a line. It is kept as you type.",
    "ease.calming.hint": "A glass of water, slowly",
    "ease.calming.starters": "Some to begin with",
    # A question at one's own pace.
    "ease.pace": "A question at your own pace",
    "ease.pace.text": "While you wait, Today can ask you this again and again, after as long as you like. "
    "Only you see it, and only in this window.",
    "ease.pace.question": "What do I need, and where else could I find it?",
    "ease.pace.every": "Look again in",
    "ease.pace.off": "It doesn’t ask.",
    "ease.pace.minutes.30": "Half an hour",
    "ease.pace.minutes.60": "An hour",
    "ease.pace.minutes.180": "Three hours",
    "ease.pace.minutes.720": "Twelve hours",
    "ease.pace.minutes.1440": "A day",
    # Sitting, and the lock.
    "ease.sit": "Do nothing for a while",
    "ease.sit.text": "Five quiet minutes without content. No sound, no advice, nothing to fill in.",
    "ease.sit.go": "Begin the five minutes",
    "ease.locked": "What you keep here is locked with your private pages.",
}
