"""Words for the demo."""

WORDS: dict[str, str] = {
    "demo.hello": "Mia and Jon share a folder on this computer for a while. Nothing of yours is touched.",
    "demo.place": "Everything lies in {place} and goes away at the end.",
    "demo.desktops": "Two desktops without a screen are up: a panel and notifications for each.",
    "demo.linked": "Mia started a space, Jon joined with twelve words, Mia confirmed.",
    "demo.tray": "{name}’s tray icon is there.",
    "demo.trays": "Both tray icons are there. Look for two pairs of circles.",
    "demo.no_panel": "Both are up. This desktop shows no tray icons; the windows do everything that they do.",
    "demo.rest": "Mia clicked once. Jon has one notification: “{told}”",
    "demo.rests": "Mia rests, and Jon’s side knows. Look for the notification: “{told}”",
    "demo.details": "Mia added a few words. Jon’s notifications stayed as they were.",
    "demo.windows": "Both windows are open.",
    "demo.untouched": "Jon opened and read. The shared folder is as before, to the byte and the time.",
    "demo.knock": "Jon knocked softly. Mia has: “{told}”",
    "demo.back": "Mia clicked again. Jon has: “{told}”",
    "demo.pictures": "Pictures are in {folder}.",
    "demo.yours": "The icons and windows are yours to try. Ctrl-C, or closing both windows, ends it.",
    "demo.goodbye": "All of it is gone again. Thank you for looking.",
    "demo.missing": "A desktop without a screen needs programs that aren’t here: {programs}. "
    "On Debian and Ubuntu this brings them: apt-get install {packages}",
    "demo.not_seen": "This was not seen within {seconds} seconds: “{step}” The logs are in {place}.",
}
