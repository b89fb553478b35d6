"""Words for agreements: why something can't be agreed now."""

WORDS: dict[str, str] = {
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
    "why.agreement.text_long": "An agreement holds up to 4,000 characters. Nothing was changed; shorten it a"
    " little.",
    "why.agreement.settings": "A setting is missing, or doesn’t fit this topic.",
    "why.agreement.review": "A review comes after one day to a year.",
    "why.knock.low_contact": "You and {name} agreed on practical things only.",
    "why.knock.agreed": "You and {name} agreed on no knocks during a rest. A letter can wait for {name}’s "
    "return.",
    "why.knock.quiet": "It is a quiet hour. A knock can come after it.",
    "why.knock.early": "You and {name} agreed that a rest begins without a knock. It can come afterwards.",
}
