"""Words for the window."""

WORDS = {
    # "ltr" or "rtl": the reading direction of this language.
    "app.direction": "ltr",
    # How a day is written, in Qt's letters: https://doc.qt.io/qt-6/qdate.html#toString
    "format.day": "dddd, d MMMM",
    # The sidebar.
    "nav.today": "Today",
    "nav.settings": "Settings",
    "nav.here": "You are on this page.",
    "carried.nowhere": "Only on this computer.",
    "carried.unchosen": "No shared folder is chosen here.",
    "carried.through.dropbox": "Shared through Dropbox.",
    "carried.through.onedrive": "Shared through OneDrive.",
    "carried.through.icloud": "Shared through iCloud\u00a0Drive.",
    "carried.through.google_drive": "Shared through Google\u00a0Drive.",
    "carried.through.nextcloud": "Shared through Nextcloud.",
    "carried.through.syncthing": "Shared through Syncthing.",
    "carried.through.resilio": "Shared through Resilio\u00a0Sync.",
    "carried.through.network": "Shared through a network\u00a0folder.",
    "carried.through.removable": "Shared through a stick or\u00a0drive.",
    "carried.through.unknown": "Shared through a folder.",
    "carried.up_to_date": "Everything is up to date.",
    "carried.left": "Nothing is shared between the two of you any more.",
    "carried.taking_in": "Reading what is in it: {percent}\u00a0%.",
    "carried.waiting": "Waiting to be carried.",
    "carried.out_of_reach": "The folder is out of reach. What you say is kept, and goes out when it is back.",
    "carried.set_aside": "Something in it could not be read.",
    "carried.look": "Look at it",
    # Notes.
    "note.close": "Close",
    "field.cut": "This line holds {most} characters. What was more than that isn’t in it.",
    "field.cut.next": "A page in Reflect has room for long texts.",
    "text.menu": "What can be done with this text",
    "text.undo": "Undo",
    "text.cut": "Cut",
    "text.copy": "Copy",
    "text.paste": "Paste",
    "text.all": "Select all",
    "fault.title": "Something went wrong in the app itself.",
    "fault.next": (
        "Nothing that was saved is lost. Close the window and open it again; “stillhere doctor” tells more."
    ),
    # Today.
    "today.you": "You",
    "today.person": "{name} — {state}",
    "today.person.since": "{name} — {state}, {since}",
    "today.rest": "Rest, still here",
    "today.rest.alone": "Nobody else is here yet, so nobody hears of it. That is fine, too.",
    "today.rest.hint": "One click is enough. No reason is needed.",
    "today.back": "I’m back",
    "today.partly": "A little bit back",
    "today.partly.ask": "What is fine for now",
    "today.still_here": "Say “still here”",
    "today.undo": "Take back “{what}”",
    "today.quote": "“{line}”",
    "today.left": "Your own pages are still yours. Settings can export or erase them.",
    "today.resting.since": "Resting {since}.",
    "today.knock": "One soft knock",
    "knock.ask.text": "Both answers are human. Doing nothing is fine, too.",
    "knock.nothing": "Nothing now",
    "today.from": "From {name}",
    "today.details": "If you want to say more",
    "today.details.looks": "What rest looks like today",
    "today.details.guess": "A guess at when, if you have one",
    "today.details.checkins": "Check-ins",
    "today.details.line": "A line of your own",
    "today.details.line.hint": "Up to 140 characters",
    "today.details.line.unsaid": "Not said yet.",
    "today.details.line.say": "Say this line",
    "today.details.line.over": "{over} characters too many",
    "today.details.pick": "Pick a line",
    "today.details.saved": "Saved",
    "today.guess.passed": "The time you guessed has passed.",
    "today.guess.private": "Nothing follows from it, and only you are asked.",
    "today.guess.keep": "Keep resting",
    "today.guess.another": "Another guess",
    "today.guess.open": "Leave it open",
    "today.thought.today": "A thought for today",
    "today.thought.waiting": "While you wait",
    "today.thought.you": "For you",
    "today.thought.nothing": "There is nothing to do.",
    "today.thought.write": "Write about it",
    "today.thought.another": "Another",
    "today.sit": "Sit with it for five minutes",
    "today.agreed": "Agreed between you",
    "sitting.begun": "Five minutes. Nothing to do.",
    "sitting.over": "That was five minutes.",
    "sitting.end": "Go on",
    # From one to two.
    "today.alone.title": "Room for two",
    "today.alone.text": "This space is yours alone. You can invite your partner whenever you like.",
    "today.alone.invite": "Invite your partner",
    "today.invited.title": "Waiting for your partner",
    "today.invited.text": (
        "Your invitation opens once, until {day}. Give its twelve words by voice or on paper."
    ),
    "today.invited.show": "Show the twelve words",
    "today.invited.hide": "Hide them",
    "today.invited.new": "A new invitation",
    "today.over.title": "Your invitation is over",
    "today.over.text": (
        "Its words opened the space until {day}, and nobody used them. A new one is made in a moment; "
        "nothing else changes."
    ),
    "today.asks.title": "{name} used your invitation.",
    "today.asks.text": "Make sure by voice that it was {name}. With your yes the space is for two.",
    "today.asks.yes": "Yes, this is {name}",
    "today.asks.no": "Not this person",
    "today.waits.title": "Waiting for {name}.",
    "today.waits.text": "The folder carries your answer. When {name} says yes, the space is for two.",
    "today.waits.until": "These words count until {day}. After that {name} can say new ones.",
    "today.waits.back": "Take the answer back",
    "today.waits.stays": "Its file goes out of the folder then. What {name} has read of it stays read.",
    "invitation.qr": "The invitation as a QR code",
    "invite.title": "Invite your partner",
    "invite.text": (
        "It goes through a folder that you both share: in Dropbox, OneDrive, iCloud Drive, Google Drive or "
        "Nextcloud, with Syncthing, on a home server or a stick. Whoever carries the folder can see that you "
        "use Still Here, and when; never what you say."
    ),
    "invite.make": "Make the invitation",
    "invite.done": "Back to Today",
    # The way in.
    "welcome.title": "Resting, still here.",
    "welcome.mark": "Two circles that overlap. One is an outline, and the overlap is lit.",
    "welcome.lead": (
        "A quiet way to say you need room without having to explain. There is no account and no server "
        "of ours. What you write for yourself stays with you."
    ),
    "welcome.start": "Start a space for two",
    "welcome.start.text": "Choose a folder you already share, and get an invitation to give your partner.",
    "welcome.join": "Join with an invitation",
    "welcome.join.text": "Your partner has started one and given you its words.",
    "welcome.alone": "Begin on your own",
    "welcome.alone.text": "Prompts and private pages only. Nobody is told.",
    "welcome.on": "Continue",
    "welcome.back": "Back",
    "welcome.name": "Your name",
    "welcome.name.text": "As your partner reads it here. You can change it whenever you like.",
    "welcome.name.alone": "It stays on this computer. You can change it whenever you like.",
    "welcome.folder": "A folder you both share",
    "welcome.folder.start": (
        "Dropbox, OneDrive, iCloud Drive, Google Drive, Nextcloud, Syncthing, a home server or a stick: "
        "whatever the two of you already use. Whoever carries the folder can see that you use Still Here, "
        "and when; never what you say."
    ),
    "welcome.folder.join": (
        "The same folder that your partner chose, as it appears on this computer. Give it a moment to arrive."
    ),
    "welcome.folder.none": "No folder is chosen yet.",
    "welcome.folder.none.next": "Choose the one that you two share, or make a new one inside it.",
    "folder.dialog": "The folder you share",
    "picture.dialog": "A picture of the QR code",
    "folder.choose": "Choose a folder…",
    "folder.choose_another": "Choose another folder…",
    "folder.carrier.dropbox": "Dropbox carries it.",
    "folder.carrier.onedrive": "OneDrive carries it.",
    "folder.carrier.icloud": "iCloud Drive carries it.",
    "folder.carrier.google_drive": "Google Drive carries it.",
    "folder.carrier.nextcloud": "Nextcloud carries it.",
    "folder.carrier.syncthing": "Syncthing carries it.",
    "folder.carrier.resilio": "Resilio Sync carries it.",
    "folder.carrier.network": "It lies on the network.",
    "folder.carrier.removable": "It lies on a stick or drive that you carry yourself.",
    "folder.carrier.unknown": (
        "It shows no sign of who carries it. That is fine if you know how it reaches the other computer."
    ),
    "welcome.words": "The twelve words",
    "welcome.words.text": "Your partner sees them at the end of starting the space, and on Today after that.",
    "welcome.words.hint": "twelve words, one after the other",
    "welcome.words.count": "{count} of twelve words",
    "welcome.words.whole": "Twelve words that belong together.",
    "welcome.words.unknown": "Word {number} isn’t one of the list.",
    "welcome.words.unknown.close": "Word {number} isn’t one of the list. Near it: {words}.",
    "welcome.words.checksum": "Each word is one of the list, but these twelve don’t belong together.",
    "welcome.words.next": "Compare them with your partner’s, one by one. Nothing was sent anywhere.",
    "welcome.words.picture": "A picture of the QR code…",
    "welcome.words.paste": "Paste a picture",
    "welcome.words.no_code": "There is no invitation in this picture.",
    "welcome.words.no_code.next": (
        "A picture of the whole code works best, straight and sharp. The words work too."
    ),
    "welcome.notifications": "How much a notification says",
    "welcome.notifications.text": (
        "It may appear where others see it. Nothing that anybody wrote is ever in it."
    ),
    "welcome.notifications.none_chosen": "Choose one of the three. It can be changed in the settings.",
    "notifications.named": "With names",
    "notifications.named.text": "“Mia is resting, still here.”",
    "notifications.discreet": "Discreet",
    "notifications.discreet.text": "“One update”, and nothing else. The icon’s menu still shows the name.",
    "notifications.none": "None",
    "notifications.none.text": "The icon changes, and that is all.",
    "welcome.passphrase": "A passphrase",
    "welcome.passphrase.text": (
        "It locks what is kept on this computer, in place of the keyring. Several words that only you would "
        "put together are best. It is asked for at each start, and nobody can bring it back for you."
    ),
    "welcome.passphrase.first": "Passphrase",
    "welcome.passphrase.again": "The same once more",
    "welcome.passphrase.empty": "A passphrase needs at least one letter.",
    "welcome.passphrase.differ": "The two aren’t the same.",
    "welcome.passphrase.differ.next": "Type the second once more; capital letters count.",
    "welcome.passphrase.keyring": "Try the keyring again",
    "welcome.keyring.comes": (
        "With “Continue” the key to your space goes into this computer’s keyring, which may ask for its "
        "password."
    ),
    "welcome.keyring.shut": (
        "Nothing was made yet. A passphrase can lock your space instead, or the keyring can be tried again."
    ),
    "welcome.given": "Your invitation",
    "welcome.given.text": (
        "Give these twelve words to your partner by voice or on paper, or let your partner’s camera see the "
        "code. Not in a message, and not through the folder: whoever reads them could come in first."
    ),
    "welcome.given.again": "They work once, until {day}. Today shows them again until then.",
    "welcome.given.on": "Go to Today",
    # Before a home opens.
    "opening.passphrase": "Passphrase",
    "opening.passphrase.text": "It opens what is kept on this computer.",
    "opening.passphrase.on": "Open",
    "opening.keyring": "The keyring is locked",
    "opening.keyring.text": (
        "The key to your space is in this computer’s keyring. With “Open” the keyring asks for its password."
    ),
    "opening.keyring.on": "Open",
    "opening.again": "Not open yet",
    "opening.again.text": "Everything is still there.",
    "opening.again.on": "Try again",
    # Settings.
    "settings.names": "Names",
    "settings.names.use": "Go by this name",
    "settings.names.own": "Your name, as your partner reads it",
    "settings.names.partner": "Your partner goes by {name} here.",
    "settings.notifications": "Notifications",
    "settings.appearance": "Appearance",
    "settings.theme": "Light or dark",
    "settings.theme.system": "As the system has it",
    "settings.theme.light": "Light",
    "settings.theme.dark": "Dark",
    "settings.text_size": "Text size",
    "settings.text_size.percent": "{percent} %",
    "settings.folder": "Shared folder",
    "settings.folder.text": "If the folder moves, choose its new place here, on both computers.",
    "settings.safety": "Safety number",
    "settings.safety.text": (
        "Compare it by voice or side by side. When both of you see the same, nobody stands between you."
    ),
    "settings.phrases": "Lines to pick from",
    "settings.phrases.text": "One a line, as you would say it. Leave it empty to have the first list again.",
    "settings.hide_key": "Hide key",
    "settings.hide_key.text": (
        "One stroke closes the window at once, without a question. What you were typing is kept, open pages "
        "lock, and nothing is left under “recent”."
    ),
    "settings.hide_key.back": "Opened again the window begins with Today, never with the page that was open.",
}
