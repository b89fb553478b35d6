"""Mia and Jon on this computer: two homes, one folder, and the main job done for real, step by step.

Everything lies in a temporary place. No keyring is asked, nothing of the person who runs it is read, and
every process is ended by the demo that started it.
"""

from __future__ import annotations

from argparse import Namespace


def run(args: Namespace) -> int:
    """Runs the demo: 0 when every step was seen. ``args``: ``no_screen``, ``pictures`` (a folder or None)."""
    from stillhere.demo.stage import play

    return play(no_screen=bool(args.no_screen), pictures=args.pictures)
