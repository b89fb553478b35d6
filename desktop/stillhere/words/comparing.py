"""Words for comparing the safety number."""

WORDS = {
    "compared.never": "You have not compared it here.",
    "compared.same": "You compared it, and it was the same.",
    "compared.differs": "You compared it, and it was another one.",
    "compared.differs.next": "Then somebody may stand between you. Say nothing here that others mustn’t "
    "read, and begin a new space with words that you give each other by voice.",
    "compared.changed": "A device came or went since you compared it. The number is another one now.",
    "compared.found": "What you found",
    "compared.yes": "It is the same",
    "compared.no": "It is another one",
    "command.safety_number.keep": "“stillhere safety-number --compared same” keeps what you found, "
    "here alone.",
    "command.option.compared": "keep whether the two numbers were the same; it stays on this computer",
}
