"""Text for those who read markup: panels' tooltips and some notification servers.

Law: what a person wrote is shown as it was written, never obeyed.
"""


def escaped(text: str) -> str:
    """`text` with the characters of markup made harmless; Python's own ways load far more."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
