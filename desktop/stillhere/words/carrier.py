"""Words for what carries the folder: its traps, and whether it may be asked to look at once."""

WORDS: dict[str, str] = {
    "settings.nudge.text": "Syncthing gathers changes for about ten seconds before it sends them. May Still "
    "Here ask it to look at once? It reads the key of Syncthing’s own interface for that, and talks to "
    "nothing but Syncthing on this computer.",
    "settings.nudge": "Ask Syncthing to look at once",
    "settings.nudge.yes": "Ask it",
    "settings.nudge.no": "Leave it",
    "command.fits.nudge": "yes or no",
    "doctor.name.carrier": "Carrier",
    "doctor.name.nudge": "A look at once",
    "doctor.nudge.off": "Syncthing gathers changes for about ten seconds before it sends them.",
    "doctor.nudge.off.next": "“stillhere settings --set nudge=yes” lets Still Here ask it to look at once, "
    "on this computer alone. The settings in the window ask the same.",
    "doctor.nudge.ok": "Syncthing is asked to look at a new file at once.",
    "doctor.nudge.elsewhere": "No Syncthing of this account carries the folder, so none is asked to look at "
    "once.",
    "doctor.nudge.elsewhere.next": "If Syncthing keeps its settings in a place of its own, start Still Here "
    "with STHOMEDIR set to that place.",
    "doctor.nudge.no_interface": "Syncthing’s own interface is switched off, so it can’t be asked.",
    "doctor.nudge.no_interface.next": "Syncthing looks by itself a little later; nothing is lost. Its "
    "setting “GUI” switches it on.",
    "doctor.nudge.not_loopback": "Syncthing’s own interface is open to other computers, so it isn’t asked.",
    "doctor.nudge.not_loopback.next": "Set its “GUI Listen Address” to 127.0.0.1:8384. Syncthing looks by "
    "itself meanwhile.",
    "doctor.nudge.no_certificate": "Syncthing’s certificate can’t be read, so it isn’t asked.",
    "doctor.nudge.no_certificate.next": "Syncthing makes https-cert.pem when it starts. It looks by itself "
    "meanwhile.",
    "doctor.nudge.paused": "This folder is paused in Syncthing.",
    "doctor.nudge.paused.next": "Let it go on there. What you say lies in the folder meanwhile.",
    "doctor.nudge.silent": "Syncthing doesn’t answer.",
    "doctor.nudge.silent.next": "Look whether Syncthing runs. What you say lies in the folder meanwhile.",
    "doctor.nudge.stranger": "Something else answers where Syncthing’s interface belongs, and was told "
    "nothing.",
    "doctor.nudge.stranger.next": "Look which program uses that port, then start Syncthing again.",
    "doctor.nudge.refused": "Syncthing doesn’t take the key from its own settings.",
    "doctor.nudge.refused.next": "Start Syncthing again. It looks by itself meanwhile.",
    "doctor.nudge.trouble": "Syncthing says that it can’t look into this folder.",
    "doctor.nudge.trouble.next": "Open Syncthing’s own page and look what it says about the folder.",
    "doctor.one_way": "Syncthing carries this folder one way only.",
    "doctor.one_way.next": "Set its folder type to “Send & Receive”, on both computers.",
    "doctor.set_up": "On Syncthing’s own page the type of this folder is to be “Send & Receive”, on both "
    "computers; maxConflicts can be anything, for Still Here writes no file twice.",
    "doctor.no_copies": "Syncthing keeps no second versions in this folder (maxConflicts is 0). "
    "Still Here writes no file twice, so that nothing hangs on it.",
    "doctor.left_out": "Syncthing is told to leave out what Still Here writes: {pattern}",
    "doctor.left_out.next": "Take that line out of its ignore patterns, on both computers. What waited goes "
    "on its way then.",
    "doctor.after.whole": "If it stays so, its writer’s next word brings a whole one.",
    "doctor.after.update": "Bring Still Here up to date on this computer.",
    "doctor.after.number": "If you wonder who wrote it, compare the safety number by voice.",
    "doctor.after.right": "Give your account the right to read it.",
    "doctor.name.keys": "Keys",
    "doctor.keys.ok": "This device has the keys to all that is said to you.",
    "doctor.keys.behind": "This device has yet to get your newest key, so it can’t read what is said since.",
    "doctor.keys.behind.next": "Say something on the device on which you removed another one: it passes the "
    "key on through the folder.",
    "doctor.keys.removed": "Another device of yours removed this one. What is here stays here.",
    "doctor.keys.removed.next": "To share from here again, come in anew: “stillhere device invite” there, "
    "“stillhere device join” here.",
    "doctor.trap.dropbox": "Dropbox can leave files online only, and leave folders out. “Make available "
    "offline” on “Still Here” keeps its files on this computer; selective sync is to leave it in.",
    "doctor.trap.onedrive": "OneDrive can leave files online only. “Always keep on this device” on “Still "
    "Here” keeps them on this computer.",
    "doctor.trap.icloud": "iCloud Drive can take files off this computer when space is short. “Keep "
    "Downloaded” on “Still Here” keeps them.",
    "doctor.trap.google_drive": "Google Drive can leave files online only. “Mirror files”, or “Available "
    "offline” on “Still Here”, keeps them on this computer.",
    "doctor.trap.nextcloud": "Nextcloud can leave files online only, and leave folders out. “Make always "
    "available locally” on “Still Here” keeps them; the list of folders to synchronise is to hold it.",
    "doctor.trap.syncthing": "Syncthing carries between computers that run at the same time, unless a third "
    "one keeps the folder as well. Its ignore patterns are to leave “Still Here” in.",
    "doctor.trap.resilio": "Resilio Sync can leave placeholders for files. Switched off, Selective Sync "
    "leaves whole files on this computer.",
    "doctor.trap.network": "On a network drive the system doesn’t tell what other computers change, so the "
    "folder is looked at from time to time.",
    "doctor.trap.removable": "Let the system eject the drive before it is pulled out. While it is away "
    "everything waits here.",
    "doctor.trap.unknown": "Whatever carries the folder is to bring its files whole, and to leave out none.",
}
