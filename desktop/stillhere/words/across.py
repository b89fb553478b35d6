"""Words for a person's own pages on their other devices: what can be counted, the words, how it stands."""

WORDS: dict[str, str] = {
    # What is said before anything goes out. The window and the command say the same.
    "across.before": "Your pages stay on this device unless you turn this on. Then they travel to your "
    "own other devices through the shared folder, closed with twelve words that only you have.",
    "across.before.count": "The pages are closed to {name}, and to whoever carries the folder. What can be "
    "counted there: that such files exist, how many, how large in steps, and when each one appeared; so "
    "also on which days you wrote.",
    "across.before.count.nobody": "Nobody but you can read them. Whoever has the folder can count: that "
    "there are such files, how many, how large in steps, and when each one appeared. So they can tell on "
    "which days you wrote.",
    "across.before.forced": "Your pages can then be read on each of these devices. Somebody who has you "
    "open the lock on one of them sees all of them.",
    "across.before.not": "Letters, drafts and everything else that is private stay on their device.",
    "across.before.when": "A page goes when you close it with “Done”, or when you say so. Typing alone "
    "sends nothing.",
    # The words.
    "across.words.keep": "These twelve words open your pages on your other devices. Type them there, and "
    "keep them on paper with your recovery kit: the kit doesn’t hold them, and nobody can find them "
    "again for you. Never send them through the shared folder.",
    "across.words.there": "On your other device: Settings, “My pages on my other devices”, “I have the "
    "words”.",
    "across.renewed": "New words hold from now on. What the old ones open goes out of the folder. Type "
    "the new ones on each of your other devices.",
    "across.renew.text": "New words help after a device was removed or lost. What goes out from now on "
    "opens with them alone. What a lost device has, it keeps, and so does whoever kept a copy of the "
    "folder.",
    "across.renew.hint": "If your private pages travel to your devices, make new words for them afterwards.",
    # How it stands.
    "across.state.off": "Pages stay on this device.",
    "across.state.off.known": "Pages stay on this device for now. Turning it on again uses the same words.",
    "across.state.on": "Your pages go to your other devices when you close them.",
    "across.state.alone": "You have one device here. Add another one under “Devices”, and type the words "
    "there.",
    "across.state.waiting_for": "Nothing has come from another device so far. It comes once the words "
    "are typed there and the folder has brought it.",
    "across.state.waiting": "Changed here and not taken across: {count}",
    "across.state.unsent": "On their way into the folder: {count}",
    "across.state.too_long": "Too long to travel, and kept here: {count}",
    "across.state.other_words": "Closed with other words, from your other devices: {count}. If you made new "
    "words on one of them, type those here. If you made them here, type them there.",
    "across.state.odd": "Set aside, because no device of yours signed it or it is damaged: {count}. Your "
    "pages are as they were.",
    "across.came": "Pages that came: {count}",
    "across.taken": "Taken across: {count}",
    "across.taken.none": "Everything is across already.",
    "across.on": "Your pages go to your other devices from now on.",
    "across.off": "Pages stay on this device from now on. What was there before stays on every device.",
    "across.off.remove": "Its files go out of the folder. Copies that the carrier or somebody else kept "
    "are out of reach.",
    "across.off.left": "Its files stay in the folder.",
    "across.also": "Also written on another device",
    "why.across.off": "This isn’t turned on. Turn it on first.",
    "why.across.counted": "Nothing was turned on. If that is all right for you, say it again with --yes.",
    "trouble.across_words_other.title": "These words open nothing here.",
    "trouble.across_words_other.next": "Look whether they are the newest ones, and whether the folder "
    "has brought everything. Then try again; nothing was changed.",
    "doctor.name.for_others": "For others",
    "doctor.for_others": "Files that are sealed for somebody else, which is all right: {count}",
    # The command.
    "command.option.across": "what to do: how it stands, turn it on or off, the words, type them, make "
    "new ones, take all across now",
    "command.option.remove": "take this device’s files out of the folder, too",
    "command.across.help": "your own pages on your other devices",
    "command.across.about": "Private pages stay on their device unless you turn this on. “on” says first "
    "what can be counted then, and with --yes prints twelve words; on your other device, “join” takes "
    "them from a file or a prompt. “now” takes across what was changed, “words” shows the words again, "
    "“renew” makes new ones, “off” ends it.",
    "command.across.example": "stillhere across join --yes --words-file words.txt",
    "command.across.there": "On your other device: stillhere across join --yes --words-file FILE.",
    # The window.
    "reflect.done": "Done",
    "settings.across": "My pages on my other devices",
    "settings.across.turn_on": "Turn it on",
    "settings.across.turn_on.again": "Turn it on again",
    "settings.across.turn_on.yes": "Turn it on now",
    "settings.across.not_now": "Not now",
    "settings.across.ask": "What this means",
    "settings.across.have": "I have the words",
    "settings.across.type": "The twelve words from your other device",
    "settings.across.use": "Use these words",
    "settings.across.show": "Show the words",
    "settings.across.hide": "Hide the words",
    "settings.across.now": "Take to my other devices now",
    "settings.across.renew": "Make new words",
    "settings.across.renew.yes": "Make them now",
    "settings.across.off": "Turn it off",
    "settings.across.off.ask": "Are this device’s files to go out of the shared folder, too? Your pages "
    "stay on every device either way. Copies that the carrier or somebody else kept are out of reach.",
    "settings.across.off.keep": "Leave the files there",
    "settings.across.off.remove": "Take the files out",
    "settings.across.locked": "The words lie behind the lock of your private pages.",
    "settings.across.passphrase": "The passphrase of the lock",
    "settings.across.unlock": "Open",
}
