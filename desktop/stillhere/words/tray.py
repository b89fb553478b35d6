"""Words for the tray: menu and tooltip."""

WORDS: dict[str, str] = {
    "tray.you": "You",
    "tray.person": "{name} — {state}",
    "tray.person_since": "{name} — {state}, {since}",
    "tray.rest": "Rest, still here",
    "tray.back": "I’m back",
    "tray.undo": "Take that back",
    "tray.partly": "A little bit back",
    "tray.still_here": "Say “still here”",
    "tray.details": "What rest looks like today",
    "tray.knock": "One soft knock",
    # The pause before a knock, here and in the window.
    "knock.ask": "Who is it for?",
    "knock.softly": "Knock softly",
    "knock.letter": "Write a letter for later",
    # Two share, and this computer was told of no folder.
    "tray.unchosen": "No shared folder is chosen here. What you say waits for one.",
    "tray.window": "Open the window",
    "tray.notifications": "Notifications",
    "tray.notifications.named": "With a name",
    "tray.notifications.discreet": "Only “One update”",
    "tray.notifications.none": "None",
    "tray.quit": "Quit",
}
