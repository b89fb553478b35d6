"""Words for the command line."""

WORDS: dict[str, str] = {
    # The command as a whole.
    "command.description": "Still Here: say “resting, still here”, and know how it is with the other.",
    "command.bare": "Without a verb it starts the tray, or opens the window.",
    "command.exit": "Exit codes:",
    "command.exit.0": "done",
    "command.exit.1": "refused by a rule or a partner’s wish; the sentence says which",
    "command.exit.2": "wrong usage, or words of an invitation that can’t be right",
    "command.exit.3": "not possible now: store, keyring or folder; the next step is said",
    "command.exit.4": "something in the folder was set aside (doctor names it); the rest was done",
    "command.verbs": "verbs",
    "command.example": "Example:",
    # Options.
    "command.option.home": "keep all data of this device under DIR (or set STILLHERE_HOME)",
    "command.option.json": "print one JSON document",
    "command.option.passphrase_file": "read the passphrase from FILE, “-” for standard input (or set "
    "STILLHERE_PASSPHRASE_FILE)",
    "command.option.version": "print the version",
    "command.option.name": "the name that your partner sees, up to 40 characters",
    "command.option.folder": "the folder that the two of you share",
    "command.option.alone": "begin alone; no folder is needed",
    "command.option.words_file": "read the twelve words from FILE, “-” for standard input",
    "command.option.looks": "what rest looks like; several are apart by blanks or commas, none takes them "
    "away",
    "command.option.line": "a warm line of your own, up to 140 characters; an empty one takes it away",
    "command.option.guess": "a guess at when you may be back; none takes it away",
    "command.option.checkins": "what is welcome meanwhile",
    "command.option.partly": "a little bit back, and for what",
    "command.option.how": "what a notification says",
    "command.option.set": "change a setting; may be given several times",
    "command.option.page": "the page to open",
    "command.option.shell": "the shell to complete for",
    "command.option.no_screen": "play on desktops of its own, which nobody sees, and keep pictures of them",
    "command.option.pictures": "where those pictures go; otherwise still-here-demo, where you are",
    # Verbs: what each does in a few words, the same at length, and a call as somebody types it.
    "command.start.help": "begin a space and invite into it",
    "command.start.about": "Begins a space and prints the twelve words of an invitation. Say the words, or "
    "pass them on paper; never send them through the shared folder. The words are good for one person and "
    "seven days. The same call again prints the words of the open invitation.",
    "command.start.example": "stillhere start --name Mia --folder ~/Dropbox/us",
    "command.join.help": "answer an invitation",
    "command.join.about": "Answers an invitation with its twelve words. The one who invited then confirms "
    "it. Words that can’t be right end with exit code 2.",
    "command.join.example": "stillhere join --name Jon --folder ~/Dropbox/us --words-file words.txt",
    "command.confirm.help": "say yes to the one who used your invitation",
    "command.confirm.about": "Says yes to the one who used your invitation. From then on you share the "
    "space.",
    "command.confirm.example": "stillhere confirm",
    "command.decline.help": "end an open invitation",
    "command.decline.about": "Ends an open invitation, for instance because somebody else used it. Its "
    "words open nothing from then on. Whoever used an invitation and waits takes the answer back.",
    "command.decline.example": "stillhere decline",
    "command.status.help": "how it is with both of you",
    "command.status.about": "Shows how it is with both of you and what may be done now. Asking writes "
    "nothing into the shared folder. Where a passphrase stands in for the keyring, trying it takes a moment, "
    "on purpose.",
    "command.status.example": "stillhere status --json",
    "command.rest.help": "rest, or change the details of a rest",
    "command.rest.about": "Says that you are resting, with the details that you chose last. While you rest "
    "it changes the details. After a guess has passed, a bare “rest” keeps resting and tells "
    "nobody.\n\nWhat rest may look like: shorter_replies, fewer_words, less_touch, near_but_quiet, "
    "plans_may_move.",
    "command.rest.example": "stillhere rest --looks shorter_replies fewer_words --guess tomorrow",
    "command.back.help": "be back, or a little bit back",
    "command.back.about": "Says that you are back, or a little bit back.",
    "command.back.example": "stillhere back --partly company",
    "command.still_here.help": "say “still here” during a rest",
    "command.still_here.about": "Says “still here” during a rest, at most once a day. No answer is expected.",
    "command.still_here.example": "stillhere still-here",
    "command.knock.help": "one soft knock, where it is welcome",
    "command.knock.about": "Leaves one soft knock at the door, where it is welcome. It carries no text, and "
    "nobody learns whether it was seen.",
    "command.option.yes": "yes to what is told or asked first: what can be counted, whom a knock is for, "
    "what leaving or an export means",
    # What is typed to knock is the second of these, as the first says it.
    "command.knock.ask": "Who is it for? Both answers are human. Type “knock” to knock softly. A letter can "
    "wait for {name}’s return, with “stillhere letter write”. Return alone is fine, too:",
    "command.knock.word": "knock",
    "command.knock.nothing": "Nothing was sent. Doing nothing is fine.",
    "command.knock.example": "stillhere knock",
    "command.undo.help": "take a rest or a return back, within ten seconds",
    "command.undo.about": "Takes back that you rested or came back, within ten seconds.",
    "command.undo.example": "stillhere undo",
    "command.rename.help": "go by another name",
    "command.rename.about": "Changes the name that your partner sees.",
    "command.rename.example": "stillhere rename --name Mia",
    "command.sync.help": "look into the folder once",
    "command.sync.about": "Takes in what arrived, publishes what waits, and says what changed. Where the "
    "tray or the window runs, that one does it. Ends with 4 as long as something in the folder is set "
    "aside.",
    "command.sync.example": "stillhere sync --json",
    "command.watch.help": "stay, and print what is told",
    "command.watch.about": "Stays, and prints one JSON line for each thing that is told, with “kind”, "
    "“name” and “text”, until it is stopped. It says names whatever is chosen for notifications.",
    "command.watch.example": "stillhere watch",
    "command.safety_number.help": "digits to compare by voice",
    "command.safety_number.about": "Shows forty digits that are the same on both sides when nobody stands "
    "between you. Compare them by voice.",
    "command.safety_number.example": "stillhere safety-number",
    "command.notifications.help": "choose what a notification says",
    "command.notifications.about": "Shows or chooses what a notification says: who and what (named), “One "
    "update” (discreet), or nothing at all (none). None of them repeats what anybody wrote.",
    "command.notifications.example": "stillhere notifications discreet",
    "command.settings.help": "show or change settings",
    "command.settings.about": "Shows the settings of this device, after changing those that are given. What "
    "can be set: notifications, theme, folder, poll_seconds, hide_key, text_size, "
    "lock_minutes, nudge (whether Syncthing is asked to look at once: yes or no), autostart (whether it "
    "starts when you log in: yes or no).",
    "command.settings.example": "stillhere settings --set theme=dark",
    "command.doctor.help": "look at everything this needs",
    "command.doctor.about": "Looks at the tray, notifications, the keyring, the folder and the clock, and "
    "says what works here, what doesn’t, and what helps. It writes nothing into the folder.",
    "command.doctor.example": "stillhere doctor",
    "command.tray.help": "start the tray",
    "command.tray.about": "Starts the tray and stays.",
    "command.tray.example": "stillhere tray",
    "command.window.help": "open the window",
    "command.window.about": "Opens the window, at a page where one is named.",
    "command.window.example": "stillhere window",
    "command.demo.help": "Mia and Jon on this computer",
    "command.demo.about": "Mia and Jon on this computer: two homes and one folder, told step by step.",
    "command.demo.example": "stillhere demo",
    "command.completions.help": "print completions for a shell",
    "command.completions.about": "Prints a script that completes this command in a shell.",
    "command.completions.example": "stillhere completions bash > "
    "~/.local/share/bash-completion/completions/stillhere",
    "command.man.help": "print the manual page",
    "command.man.about": "Prints the manual page.",
    "command.man.example": "stillhere man > stillhere.1",
    "command.man.line": "rest, said in one click",
    "command.man.name": "Name",
    "command.man.synopsis": "Synopsis",
    "command.man.description": "Description",
    "command.man.options": "Options",
    "command.man.verbs": "Verbs",
    "command.man.exit": "Exit status",
    # Questions at a terminal.
    "command.ask.passphrase": "Passphrase:",
    "command.ask.new_passphrase": "There is no keyring here. A passphrase for this device:",
    "command.ask.again": "The same again:",
    "command.ask.differs": "The two differ. Once more.",
    "command.ask.empty": "An empty passphrase keeps nothing shut. Once more.",
    "command.ask.words": "The twelve words:",
    "command.ask.name": "Your name, as your partner sees it:",
    # Wrong usage.
    "command.usage.choice": "“{given}” isn’t one of: {choices}",
    "command.usage.unknown": "“{given}” isn’t known here.",
    "command.usage.help": "“{call} --help” says more.",
    "command.usage.id": "An id is missing. “stillhere {verb} list” shows them.",
    "command.usage.file": "“{file}” can’t be read as text.",
    "command.usage.encoding": "some letters don’t come whole out of this terminal; set its language to "
    "UTF-8, or give a text with --file",
    "command.usage.folder": "A folder whose name isn’t text can’t be used.",
    "command.usage.words": "The twelve words are missing: --words-file FILE, or “-” for standard input.",
    "command.usage.name": "A name is missing: --name NAME.",
    "command.usage.standard_input": "Only one of passphrase and words can come from standard input.",
    "command.usage.setting": "A change is KEY=VALUE, with one of these keys: {choices}.",
    "command.usage.unfit": "This doesn’t fit {what}. It takes {fits}.",
    "command.fits.notifications": "named, discreet or none",
    "command.fits.theme": "system, light or dark",
    "command.fits.folder": "a folder that exists",
    "command.fits.poll_seconds": "a number of seconds from 5 to 3600",
    "command.fits.hide_key": "a key that types nothing, as F8 or Ctrl+Shift+H, or nothing at all",
    "command.fits.text_size": "a number of per cent from 100 to 200",
    "command.fits.lock_minutes": "a number of minutes from 0 to 240; 0 locks when the pages are left",
    # Words of an invitation that can't be right.
    "command.words.close": "Word {position} isn’t in the list. Close to it: {close}.",
    "command.words.unknown": "Word {position} isn’t in the list.",
    "command.words.count": "An invitation has twelve words; here are {count}.",
    "command.words.checksum": "Each word is in the list, and together they open nothing. One may be "
    "misheard.",
    "command.words.next": "Ask for the words again, one by one.",
    # What came of it.
    "command.start.alone": "You are here. “stillhere start --folder DIR” invites your partner when you like.",
    "command.start.words": "The twelve words of your invitation:",
    "command.start.next": "Say them, or pass them on paper, and not through the folder. They are good for "
    "one person and seven days.\nThere: stillhere join --folder DIR. Then here: stillhere confirm.\n"
    "The folder: {folder}",
    "command.start.anew": "A new space begins from the beginning: export what you want to keep, then "
    "“stillhere erase”, then begin again.",
    "command.join.done": "Your answer lies in the folder. One step is left, and it is with {name}: confirm.",
    "command.confirm.next": "“stillhere safety-number” shows digits that you can compare by voice.",
    "command.decline.back": "Your answer is taken back. What {name} has read of it stays read.",
    "command.decline.done": "The invitation has ended. Its words open nothing now.",
    "command.done.details": "Saved.",
    "command.done.renamed": "Renamed.",
    "command.safety_number.what": "These digits are the same on both sides when nobody stands between you "
    "and {name}:",
    "command.safety_number.next": "Compare them by voice.",
    "command.taking_in": "Reading what is in the folder: {percent}\u00a0%",
    "command.sync.nothing": "There is nothing to tell.",
    "command.sync.arrived": "This computer is one of your devices now.",
    "command.sync.page": "{name} shared a page. “stillhere page shared” shows it.",
    "command.sync.keeper": "Still Here runs already and looks into the folder by itself.",
    "command.watch.begins": "Watching. Ctrl+C ends it.",
    "command.notifications.named": "Notifications say who and what, and nothing that anybody wrote.",
    "command.notifications.discreet": "Notifications say “One update”.",
    "command.notifications.none": "There are no notifications. The icon shows how it is.",
    "command.settings.place": "The file: {place}",
    "command.notice.asks_to_join": "{name} used your invitation. “stillhere confirm” says yes, “stillhere "
    "decline” ends it.",
    "command.notice.withdraw": "{name} took the last change back.",
    "command.notice.agreements": "Something changed between you two in what is offered or agreed. “stillhere "
    "agreement” shows it.",
    "command.notice.details": "{name} changed the details of a rest. “stillhere status” shows them.",
    # Status.
    "command.status.person": "{name}: {state}",
    "command.status.own_guess": "Your guess: {guess}",
    "command.status.own_checkins": "Check-ins: {checkins}",
    "command.status.ask_guess": "The guess has passed. Keep resting (rest), make another (rest --guess …), "
    "leave it open (rest --guess open), or be back (back).",
    "command.status.checkins.not_now": "No check-ins for now.",
    "command.status.checkins.unsaid": "Nothing was said about check-ins.",
    "command.status.checkins.one_knock": "One soft knock is welcome.",
    "command.status.checkins.practical": "Practical things are welcome.",
    "command.status.asks": "{name} used your invitation. “stillhere confirm” says yes, “stillhere decline” "
    "ends it.",
    "command.status.waits_for": "Your answer lies in the folder. One step is left, and it is with {name}.",
    "command.status.invited": "An invitation is open. “stillhere start --folder DIR” shows its words.",
    "command.why.begun": "Somebody has begun here already.",
    "command.hint.folder_away": "The folder is out of reach. What you said is kept here and goes out when "
    "the folder is back.",
    "command.hint.no_folder": "No shared folder is chosen on this computer. What you say waits here; "
    "“stillhere settings --set folder=DIR” names it again.",
    "command.hint.outbox": "Something you said waits here. “stillhere sync” brings it into the folder.",
    "command.hint.set_aside": "Something in the folder was set aside. “stillhere doctor” names it.",
    "command.hint.passphrase": "For a passphrase instead: --passphrase-file FILE, or “-” for standard input.",
    "command.hint.begin": "“stillhere start” begins a space, “stillhere join” answers an invitation.",
    "command.hint.typed": "What you typed is kept: {place}. “--file” takes it from there.",
    # What nobody foresaw.
    "command.fault.title": "Something went wrong in Still Here itself.",
    "command.fault.next": "Nothing that was saved is lost. The log names where it was: {place}",
    # A full disk behind standard output.
    "command.unwritten.title": "The place that this prints to takes no more.",
    "command.unwritten.next": "Make room there, or print somewhere else. What was asked for may be done: "
    "“stillhere status” says how it is.",
    # A face that can't be started.
    "command.face.missing": "A part of Still Here is missing on this computer.",
    "command.face.next": "Install Still Here anew. Until then this command does everything else.",
}
