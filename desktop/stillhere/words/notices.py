"""Words for notifications: a name at most, never what anybody wrote."""

WORDS = {
    # What the system's own tools say of why sleep waits a moment.
    "sleep.why": "What is open locks first",
    "notice.resting": "{name} is resting, still here.",
    "notice.partly": "{name} is a little bit back.",
    "notice.back": "{name} is back. Take your time.",
    "notice.still_here": "{name}: still here.",
    "notice.knock": "{name} is here too. No reply needed.",
    "notice.linked": "You and {name} share this space now.",
    "notice.left": "{name} no longer shares here.",
    "notice.asks_to_join": "Your invitation was used. One step is left, in the window.",
    "notice.device_added": "{name} has one more device here.",
    "notice.two_histories": "A device of {name} tells two different stories. "
    "Agreements wait until it is replaced.",
    "notice.discreet": "One update",
    "notice.open": "Open",
    "notice.undo": "Undo",
    "notice.own.resting": "You are resting. Nothing else is needed.",
    "notice.own.kept": "It is kept here, and goes out when the folder is back.",
    "notice.own.back": "You are here again.",
    "notice.own.undone": "Taken back.",
}
