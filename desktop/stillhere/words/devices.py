"""Words for several devices of one person, the recovery kit, and the bundle that is carried by hand."""

WORDS: dict[str, str] = {
    "notice.device_removed": "A device of {name} was removed here.",
    "notice.kit_set": "{name} has a new recovery kit.",
}
