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
    "tray.window": "Open the window",
    "tray.notifications": "Notifications",
    "tray.notifications.named": "With a name",
    "tray.notifications.discreet": "Only “One update”",
    "tray.notifications.none": "None",
    "tray.quit": "Quit",
}
