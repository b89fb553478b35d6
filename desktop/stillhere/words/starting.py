"""Words for what keeps running: the icon in the panel, and the start at login."""

WORDS = {
    "settings.starting": "Start at login",
    "settings.starting.text": (
        "Still Here keeps running as a small icon in your panel. It takes in what arrives and shows how it "
        "is."
    ),
    "settings.starting.yes": "Start when I log in",
    "settings.starting.no": "Only when I start it",
    "welcome.icon": (
        "An icon of two circles stays in your panel from now on: one click on it says that you rest. Whether "
        "it starts when you log in, you choose in Settings."
    ),
    "command.fits.autostart": "yes or no",
    "trouble.autostart_denied.title": "What starts at login can’t be changed.",
    "trouble.autostart_denied.next": "Look at who may write {place}. Nothing was changed.",
}
