"""Words for several devices of one person, the recovery kit, and the bundle that is carried by hand."""

WORDS: dict[str, str] = {
    "notice.device_removed": "A device of {name} was removed here.",
    "why.device.alone": "Further devices and a recovery kit come once the two of you share a folder.",
    "why.device.removed": "This computer was removed from your devices. It says nothing more for you. "
    "Another device of yours, or your recovery kit, can bring in a new one.",
    "why.device.many": "Twelve devices, a recovery kit included, are all there is room for. "
    "Remove one first.",
    "why.device.name": "A device’s name has between 1 and 40 characters.",
    "why.device.unknown": "There is no such device of yours.",
    "why.device.this": "This is the device that you are using. Another device of yours can remove it; "
    "leaving ends the sharing on all of them.",
    "doctor.aside.removed": "A removed device wrote it after it was removed, or one that it brought in then.",
    "trouble.removed.title": "This computer was removed from your devices.",
    "trouble.removed.next": "It shows what it knew, and says nothing more for you. Another device of yours, "
    "or your recovery kit, can bring in a new one.",
    "trouble.no_device_asks.title": "No device has used the invitation yet.",
    "trouble.no_device_asks.next": "Once the twelve words were typed on your other device, it asks here.",
    "trouble.no_folder.title": "No shared folder is chosen on this computer.",
    "trouble.no_folder.next": "Choose it in the settings, or with “stillhere settings --set folder=DIR”.",
    "trouble.kit_exists.title": "There is a file {place} already.",
    "trouble.kit_exists.next": "Choose another name. Nothing was overwritten, and no kit was made.",
    "trouble.kit_denied.title": "The kit can’t be written there.",
    "trouble.kit_denied.next": "Look at who may write in {place}, or choose another place. No kit was made.",
    "trouble.kit_unreadable.title": "There is no recovery kit in this text.",
    "trouble.kit_unreadable.next": "It has a line with “space”, one with “person”, and one that begins with "
    "AGE-SECRET-KEY-1. If it was typed from paper, compare letter by letter.",
    "trouble.kit_unknown.title": "Nothing in this folder opens with this kit.",
    "trouble.kit_unknown.next": "Look whether it is the folder that the two of you share, whether the "
    "carrier has brought everything, and whether a newer kit was made since.",
    "trouble.kit_incomplete.title": "The folder doesn’t hold everything yet.",
    "trouble.kit_incomplete.next": "Wait until the carrier has brought the rest, then do the same again. "
    "Nothing is lost by trying.",
    "trouble.kit_over.title": "This kit was replaced by a newer one.",
    "trouble.kit_over.next": "Look for the newer sheet. A device of yours that still works can bring in a "
    "new one, too.",
    "command.status.kit_waits": "The recovery kit opened something here, and the folder doesn’t hold "
    "everything yet. Once the carrier has brought the rest, “stillhere kit restore” goes on.",
    "kit.meanwhile": "New computer",
    "kit.sheet.title": "Still Here: recovery kit of {name}, {day}",
    "kit.sheet.what": "With this sheet and the shared folder {name} comes back when every computer is lost.",
    "kit.sheet.keep": "Whoever has both can read everything that the two of you share, and speak as {name}. "
    "Keep it as you keep a key. A newer kit takes its place: destroy this one then.",
    "kit.sheet.lost": "On a new computer, with the shared folder there: stillhere kit restore kit.txt "
    "--folder FOLDER",
    "kit.sheet.age": "Without Still Here, the program age (https://age-encryption.org) reads everything:",
    "kit.sheet.age.save": "1. Save the lines from “still-here/1 kit” to “AGE-SECRET-KEY-1” as kit.txt.",
    "kit.sheet.age.keys": "2. In “Still Here/v1/{space}” try this on each file. A few open, and hold "
    "your keys:",
    "kit.sheet.age.read": "3. Then this reads each of the others:",
    "trouble.bundle_exists.title": "There is a file {place} already.",
    "trouble.bundle_exists.next": "Choose another name. Nothing was overwritten.",
    "trouble.bundle_denied.title": "The file {place} can’t be read or written.",
    "trouble.bundle_denied.next": "Look whether it is there, and who may read and write it.",
    "trouble.bundle_foreign.title": "This file isn’t a bundle of Still Here.",
    "trouble.bundle_foreign.next": "“stillhere bundle out FILE” writes one, on the other computer.",
    # A device, in lists.
    "device.this": "this one",
    "device.other": "your other device",
    "device.removed": "removed",
    "device.default": "Another computer",
    "device.unnamed.this": "This device",
    "device.unnamed.first": "First device",
    "device.unnamed.device": "A device without a name",
    "device.unnamed.kit": "Recovery kit",
    "device.remove.text": "What it has, it keeps. From now on it says nothing for you, and it can’t read "
    "what the two of you say.",
    "kit.keep": "Print it, and keep the paper where nobody but you looks. Then delete the file.",
    "kit.over": "The kit that you had before opens nothing new from now on.",
    "kit.after": "Everything is here again. Remove the devices that are lost: “stillhere device list”.",
    # The command.
    "command.option.device": "the id of a device, from the list",
    "command.option.device_name": "what a device is called, as both of you see it",
    "command.option.kit": "write a new kit, or come back with one",
    "command.option.sheet": "the kit’s file: a text, or a PDF to print where its name ends so; “-” with "
    "“restore” is standard input",
    "command.usage.kit_file": "A kit goes into a file of its own. Name one, as kit.pdf.",
    "command.option.bundle": "write everything into one file, or take such a file in",
    "command.option.bundle_file": "the file to carry",
    "command.usage.device": "Name the device by its id; “stillhere device list” shows them.",
    "command.usage.device_name": "Name the device by its id, and its new name with --name.",
    "command.usage.which_folder": "Name the shared folder on this computer with --folder.",
    "command.device.help": "your devices, and your partner’s",
    "command.device.about": "Lists the devices of both of you. “invite” prints twelve words for a further "
    "device of yours; there, “join” answers them, and here “confirm” says yes. Say the words or pass them on "
    "paper; never send them through the shared folder. “remove” ends a device for good.",
    "command.device.example": "stillhere device join --folder ~/Dropbox/us --words-file words.txt "
    "--name Laptop",
    "command.device.asks": "A device asks to be one of yours: “stillhere device confirm” says yes, “decline” "
    "ends the invitation.",
    "command.status.device_invited": "An invitation for a further device of yours is open. “stillhere device "
    "invite” shows its words.",
    "command.device.words": "Type these twelve words on your other device. They are good for one device and "
    "seven days.",
    "command.device.next": "There: stillhere device join --folder DIR --words-file FILE. Then here: "
    "stillhere device confirm. Never send the words through the shared folder.",
    "command.device.joined": "This device asks to be one of {name}’s. On the other device: stillhere device "
    "confirm.",
    "command.device.confirmed": "{device} is one of your devices now. Everything arrives there by itself.",
    "command.device.renamed": "Renamed.",
    "command.device.removed": "Removed.",
    "command.kit.help": "the recovery kit: the way back when every device is lost",
    "command.kit.about": "“write” makes a new recovery kit as a text or a PDF; the one before ends with it. "
    "“restore” brings you back on a new computer with the kit and the shared folder.",
    "command.kit.example": "stillhere kit write kit.pdf",
    "command.kit.written": "The recovery kit is here: {place}",
    "command.kit.restored": "Welcome back, {name}.",
    "command.bundle.help": "all records as one file to carry by hand",
    "command.bundle.about": "“out” writes everything that is known here into one file, sealed to the two of "
    "you. “in” takes such a file in, as safely as the folder, and may be done again.",
    "command.bundle.example": "stillhere bundle out /media/stick/us.bundle",
    "command.bundle.out": "Everything is in this file: {place}",
    "command.bundle.out.next": "On the other computer: stillhere bundle in FILE. Only the two of you can "
    "read it.",
    "command.bundle.in": "Taken in: {count} new.",
    "command.bundle.nothing": "There was nothing new in it.",
    "command.bundle.left_out": "Left out, because it can’t be read: {count}.",
    "command.bundle.progress": "{done} of {of}",
    # The window.
    "save.dialog": "Choose a place for the file",
    "file.dialog": "Choose the file",
    "welcome.device": "This computer’s name",
    "welcome.device.text": "It is one more device of yours. Both of you see what it is called, and it can be "
    "changed at any time.",
    "settings.group.devices": "Your devices",
    "settings.devices": "Devices",
    "settings.devices.text": "Each of your devices shows the same and may say the same. Drafts stay where "
    "they were written; so do private pages, unless you say otherwise below.",
    "settings.devices.this": "The one that you are using",
    "settings.devices.rename_it": "Rename",
    "settings.devices.rename_it.named": "Rename {device}",
    "settings.devices.remove_it": "Remove",
    "settings.devices.remove_it.named": "Remove {device}",
    "settings.devices.name": "The device’s name, which both of you see",
    "settings.devices.rename": "Use this name",
    "settings.devices.add": "Add a device",
    "settings.devices.end": "End this invitation",
    "settings.devices.words": "On the other device, choose to join, name the same folder, and type these "
    "words. They are good for one device and seven days. Never send them through the shared folder.",
    "settings.devices.asks": "{device} used your words.",
    "settings.devices.asks.text": "If it is yours, it gets everything that the two of you share.",
    "settings.devices.yes": "Yes, it is mine",
    "settings.devices.no": "No",
    "settings.devices.remove.title": "Remove {device}",
    "settings.devices.remove.once": "This can’t be taken back. The device can be added again as a new one.",
    "settings.devices.remove.do": "Remove it",
    "settings.devices.keep": "Keep it",
    "settings.devices.theirs": "{name} has: {devices}.",
    "settings.kit": "Recovery kit",
    "settings.kit.text": "One sheet of paper for the day on which every computer is lost: with it and the "
    "shared folder you come back. Whoever has both can read everything, too.",
    "settings.kit.there": "You have a kit. A new one ends it.",
    "settings.kit.none": "You have none yet.",
    "settings.kit.pdf": "Make a kit to print",
    "settings.kit.text_file": "Make a kit as a text",
    "settings.kit.file": "still-here-kit.{ending}",
    "settings.bundle": "By hand",
    "settings.bundle.text": "Everything that the two of you share as one file, to carry on a stick where "
    "nothing carries the folder. Only the two of you can read it.",
    "settings.bundle.out": "Write a file",
    "settings.bundle.in": "Take a file in",
    "settings.bundle.file": "still-here.bundle",
    "settings.bundle.written": "Everything is in the file.",
    "settings.bundle.written.next": "On the other computer, take it in.",
    "welcome.kit.have": "I have a recovery kit",
    "welcome.folder.back": "Choose the folder that the two of you share, as your carrier brought it here.",
    "welcome.kit": "Your recovery kit",
    "welcome.kit.text": "Type the lines from the sheet, or open its file.",
    "welcome.kit.hint": "the lines from “still-here/1 kit” to “AGE-SECRET-KEY-1”",
    "welcome.kit.file": "Open a file…",
    "welcome.kit.nothing": "There is no recovery kit in it.",
    "notice.kit_set": "{name} has a new recovery kit.",
}
