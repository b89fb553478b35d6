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
    "doctor.aside.removed": "A removed device wrote it after it was removed.",
    "notice.kit_set": "{name} has a new recovery kit.",
}
