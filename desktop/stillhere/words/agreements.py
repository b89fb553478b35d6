"""Words for agreements: what they are called, what they set, and why something can't be done about one."""

WORDS = {
    "agreement.kind.before_rest": "Before rest",
    "agreement.kind.on_return": "On return",
    "agreement.kind.check_ins": "Check-ins",
    "agreement.kind.quiet_hours": "Quiet hours",
    "agreement.kind.still_here_rhythm": "“Still here” rhythm",
    "agreement.kind.guess": "Guess",
    "agreement.kind.letters": "Letters",
    "agreement.kind.handover": "Practical handover",
    "agreement.kind.urgent": "Urgent things",
    "agreement.kind.low_contact": "Low contact",
    "agreement.kind.own_words": "Own words",
    # What each kind sets, one sentence each.
    "agreement.set.knocks.0": "No knock during a rest",
    "agreement.set.knocks.1": "One knock in a rest, at most",
    "agreement.set.after_hours.1": "Not in the first hour of a rest",
    "agreement.set.after_hours.more": "Not in the first {hours} hours of a rest",
    "agreement.set.quiet": "From {start} to {end}",
    "agreement.set.days": "On: {days}",
    "agreement.set.every_day": "Every day",
    "agreement.set.rhythm.1": "A private reminder every day of a rest",
    "agreement.set.rhythm.more": "A private reminder every {days} days of a rest",
    "agreement.set.guess": "A rest begins with: {guess}",
    "agreement.set.pace.any": "Letters at any pace",
    "agreement.set.pace.one_at_a_time": "One letter a day",
    "agreement.set.pace.none": "No letters for now",
    "agreement.set.form.short": "Up to 2,000 characters a letter",
    "agreement.set.practical_only": "Practical things only: no knocks and no letters",
    "agreement.set.review.days.1": "Looked at again after a day",
    "agreement.set.review.days.more": "Looked at again after {days} days",
    "agreement.set.review.weeks.1": "Looked at again after a week",
    "agreement.set.review.weeks.more": "Looked at again after {weeks} weeks",
    # Numbers as people say them; larger ones stand as figures.
    "agreement.number.2": "two",
    "agreement.number.3": "three",
    "agreement.number.4": "four",
    "agreement.number.5": "five",
    "agreement.number.6": "six",
    "agreement.number.7": "seven",
    "agreement.number.8": "eight",
    "agreement.number.9": "nine",
    "agreement.number.10": "ten",
    "agreement.number.11": "eleven",
    "agreement.number.12": "twelve",
    "agreement.day.mon": "Monday",
    "agreement.day.tue": "Tuesday",
    "agreement.day.wed": "Wednesday",
    "agreement.day.thu": "Thursday",
    "agreement.day.fri": "Friday",
    "agreement.day.sat": "Saturday",
    "agreement.day.sun": "Sunday",
    # How one stands.
    "agreement.state.draft": "A draft. Only you see it.",
    "agreement.state.in_force": "In force, because you both said yes",
    "agreement.state.paused": "Paused",
    "agreement.state.resting": "At rest: kept, and no longer honoured",
    "agreement.state.faded": "Your offer has faded",
    "agreement.state.ended": "Ended",
    "agreement.state.offered.mine": "Offered by you",
    "agreement.state.offered.theirs": "Offered by {name}",
    "agreement.change.mine": "You suggest other words. Earlier yeses do not count for them.",
    "agreement.change.theirs": "{name} suggests other words. Earlier yeses do not count for them.",
    "agreement.answer.mine": "You said: not now",
    "agreement.answer.theirs": "{name} said: not now",
    "agreement.paused.mine": "You paused it.",
    "agreement.paused.theirs": "{name} paused it.",
    "agreement.review.on": "Looked at again from {day}",
    "agreement.review.due": "Time to look at it again",
    "agreement.review.mine": "You said yes to going on.",
    "agreement.review.theirs": "{name} said yes to going on.",
    "agreement.app_keeps": "This app keeps to it",
    "agreement.newer": "This was written with a later version of Still Here, which knows what it sets.",
    # What came of it.
    "agreement.said.offered": "Offered. {name} sees it in the window when it suits; no answer is owed.",
    "agreement.said.suggested": "Suggested. Earlier yeses do not count for the new words.",
    "agreement.said.yes": "You both said yes. It is in force.",
    "agreement.said.not_now": "Said: not now. A yes can follow, or nothing at all.",
    "agreement.said.taken_back": "Taken back. Its words are a draft again.",
    "agreement.said.paused": "Paused. Each of you lifts an own pause alone.",
    "agreement.said.resumed": "Your pause is over.",
    "agreement.said.renewed": "You said yes to going on.",
    "agreement.said.ended": "Ended. Going on would take a new offer.",
    "agreement.said.draft": "Saved as a draft. Only you see it.",
    "agreement.said.dropped": "The draft is gone.",
    "agreement.said.put_away": "Your copy is put away.",
    "notice.review": "An agreement can be looked at again, when you like.",
    "notice.rhythm": "If you like: one click says “still here”.",
    # Why something can't be done.
    "why.agreement.alone": "An agreement takes two. A draft can wait until somebody else is here.",
    "why.agreement.left": "{name} no longer shares here, so nothing can be agreed any more.",
    "why.agreement.update": "Something here was written with a later version. Nothing new can be agreed "
    "before Still Here is updated; pausing and ending are possible.",
    "why.agreement.unknown": "There is no such agreement here.",
    "why.agreement.week": "One offer about a topic in a week is enough. It can wait as a draft.",
    "why.agreement.own": "These words are yours. Offering them was your yes.",
    "why.agreement.theirs": "{name} offered this. Your answer can be yes, other words, or not now.",
    "why.agreement.agreed": "You both said yes to these words.",
    "why.agreement.not_agreed": "These words aren’t agreed to.",
    "why.agreement.gone": "These words no longer stand. Going on takes a new offer.",
    "why.agreement.faded": "This offer has faded. It can be offered again.",
    "why.agreement.newer": "This was written with a later version of Still Here. A yes can follow after an "
    "update.",
    "why.agreement.paused": "You paused it already.",
    "why.agreement.not_paused": "There is no pause of yours on it.",
    "why.agreement.resting": "It is at rest, and no longer honoured.",
    "why.agreement.not_due": "There is nothing to renew yet.",
    "why.agreement.renewed": "You said yes to going on already.",
    "why.agreement.kind": "A change keeps its topic. Another topic is another offer.",
    "why.agreement.same": "These are the same words.",
    "why.agreement.live": "It can be put away once it is over.",
    "why.agreement.title": "A title needs at least one letter.",
    "why.agreement.title_long": "A title holds up to 80 characters. Nothing was changed; shorten it a "
    "little.",
    "why.agreement.text": "Own words need at least one word.",
    "why.agreement.text_long": "An agreement holds up to 4,000 characters. Nothing was changed; shorten it "
    "a little.",
    "why.agreement.settings": "A setting is missing, or doesn’t fit this topic.",
    "why.agreement.review": "A review comes after one day to a year.",
    "why.knock.low_contact": "You and {name} agreed on practical things only.",
    "why.knock.agreed": "You and {name} agreed on no knocks during a rest. A letter can wait for {name}’s "
    "return.",
    "why.knock.quiet": "It is a quiet hour. A knock can come after it.",
    "why.knock.early": "You and {name} agreed that a rest begins without a knock. It can come afterwards.",
    # Where an agreement rests knocks: beside the choices, and where one soft knock was chosen before it.
    "no_knocks.agreed": "No knocks, as you agreed in “{title}”.",
    "no_knocks.chosen": "You chose one soft knock. While “{title}” is in force, none comes.",
    "why.checkins.agreed": "While the agreement “{title}” is in force, no knocks come. Either of you can "
    "pause or end it.",
    # The command.
    "command.agreement.help": "what you two agreed to, and offers",
    "command.agreement.about": "Lists what you two agreed to and what is offered, and does everything about "
    "it: show ID, offer, suggest ID, yes ID, not-now ID, pause ID, resume ID, renew ID, end ID. “templates” "
    "shows texts to begin with; “draft” keeps one for yourself, and “offer ID” offers it. “forget ID” puts "
    "your own copy away of what is over.\n\nYes is said to exactly the words that were shown. About each "
    "topic one offer goes out in a week. A text comes from --text, from --file, or from your editor.\n\n"
    "Topics, and what they set:\n"
    " before_rest, on_return: steps=… (again for each)\n"
    " check_ins: per_rest=0|1 after_hours=N\n"
    " quiet_hours: from=HH:MM to=HH:MM days=mon,tue,…\n"
    " still_here_rhythm: every_days=N\n"
    " guess: guess=this_evening|tomorrow|few_days|open\n"
    " letters: pace=any|one_at_a_time|none form=any|short\n"
    " handover: items=… (again for each)\n"
    " urgent: channel=…\n"
    " low_contact: practical_only=true\n"
    " own_words: nothing",
    "command.agreement.example": "stillhere agreement offer --template check_ins.one_knock",
    "command.agreement.none": "There are no agreements, and nobody needs any.",
    "command.agreement.untitled": "Without a title",
    "command.agreement.read_first": "These words have just arrived here. “stillhere agreement show” shows "
    "them first.",
    "command.agreement.several": "Several wordings stand under this id. Name one of them:\n{names}",
    "command.option.what": "what to do; without it, the list",
    "command.agreement.to_answer": "An offer can have any answer, or none: “stillhere agreement show ID” "
    "shows it; “yes”, “suggest” and “not-now” answer it.",
    "command.agreement.locked": "Drafts are locked with your private pages; --lock-file opens them.",
    "command.option.id": "the id of an agreement, of one wording, or of a draft",
    "command.option.kind": "the topic",
    "command.option.title": "the title, up to 80 characters",
    "command.option.text": "the text",
    "command.option.file": "read the text from FILE, “-” for standard input",
    "command.option.review_in": "look at it again after so many days (10d) or weeks (4w)",
    "command.option.template": "begin with a template",
    "command.usage.kind": "A topic is missing: --kind, or a template.",
    "command.usage.template": "There is no template “{given}”. “stillhere agreement templates” shows them.",
    "command.usage.span": "A span is a number of days or weeks, such as 10d or 4w.",
    "command.usage.agreement_missing": "{kind} needs {keys} as well. “stillhere agreement --help” says what "
    "each topic takes.",
    "command.usage.agreement_setting": "“{given}” doesn’t fit {kind}. “stillhere agreement --help” "
    "says what each topic takes.",
    "command.editor.title": "The editor didn’t end well: {editor}",
    "command.editor.next": "What was typed lies here: {place}. The variable EDITOR names another editor.",
    "command.status.agreement.offered": "{name} offers an agreement. “stillhere agreement list” shows it.",
    "command.status.agreement.review": "An agreement can be looked at again. “stillhere agreement list” "
    "shows it.",
}
