"""How fast the window opens with 10,000 pages, 500 agreements and 300 letters, beside a home with nothing.

Run with ``pytest -m bench -s tests/bench/bench_window_pages.py``. What is aimed at: each page in under
150 ms, a search in 20 ms at the 99th percentile, and less than 20 % more memory than with nothing. Each home
is measured several times, in turns, and the least of each figure counts: what is more is others' work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stillhere.core.agreements.acts import Offer, Yes
from stillhere.core.records.terms import Words
from stillhere.home.library import library
from tests.bench.bench_private import PAGES, Writer
from tests.bench.figures import spread, write_down
from tests.home.couple import Side, World, couple

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1200)]

AGREEMENTS = 500
LETTERS = 300
RUNS = 3


def _agree(mia: Side, jon: Side, world: World) -> None:
    """Both say yes to many agreements of every kind; one offer for each topic a week."""
    templates = {each.kind: each for each in library().templates()}
    while len(mia.home.agreements()) < AGREEMENTS:
        for template in templates.values():
            mia.home.do(
                Offer(
                    Words(
                        kind=template.kind,
                        title=template.title,
                        text=template.text,
                        settings=template.settings,
                    )
                )
            )
        mia.round()
        jon.round()
        for shown in jon.home.agreements():
            if shown.to_answer:
                jon.home.do(Yes(shown.revision))
        jon.round()
        mia.round()
        world.pass_time(days=8)


def _write(side: Side) -> None:
    writer = Writer(7)
    prompts = [prompt.text for prompt in library().prompts()]
    with side.home.door().open(None) as private:
        with private.transaction():
            for number in range(PAGES):
                private.pages.write([writer.page()], question=prompts[number % len(prompts)])
            for _ in range(LETTERS):
                private.letters.write(writer.page())
        private.pages.catch_up()


def _measured(side: Side, world: World) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_pages", str(side.home.paths.data), world.now.isoformat()],
        input=side.home._key.hex(), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _least(runs: list[Any]) -> Any:
    """Of each figure the least that any run had."""
    if isinstance(runs[0], dict):
        return {name: _least([run[name] for run in runs]) for name in runs[0]}
    if isinstance(runs[0], list):
        return [_least(list(same)) for same in zip(*runs, strict=True)]
    return min(runs)


def test_every_page_with_much_on_it(tmp_path: Path, artefacts: Path) -> None:
    world = World()
    (tmp_path / "none").mkdir()
    _, empty = couple(tmp_path / "none", world)
    mia, jon = couple(tmp_path, world)
    _agree(mia, jon, world)
    _write(jon)
    for side in (empty, jon):
        side.home.close()
    runs = [(_measured(empty, world), _measured(jon, world)) for _ in range(RUNS)]
    nothing, much = (_least(list(each)) for each in zip(*runs, strict=True))
    lines = [
        f"{PAGES} pages, {AGREEMENTS} agreements, {LETTERS} letters; beside it a home with nothing, and for",
        "a first opening a page of plain Qt that says the same. Milliseconds (of the processor, its thread).",
        "Whole: with what a page makes in turns, after it is in sight and answers.",
    ]
    for when in ("first", "again"):
        for page, took in much[when].items():
            floor = f"   plain Qt {_said(much['bare'][page])}" if when == "first" else ""
            beside = f"   nothing {_said(nothing[when][page])}{floor}"
            later = floor and much["whole"][page] != took
            whole = f"   whole {_said(much['whole'][page])}" if later else ""
            lines.append(f"  {page:12} opened {when:6} {_said(took)}{beside}{whole}")
    for home, found in (("much", much), ("nothing", nothing)):
        clock, work = (spread([took[kind] for took in found["search"]]) for kind in (0, 1))
        lines.append(f"  a letter of a search, {home:8} {clock}   (processor {work})")
    for when in ("mb", "mb_later"):
        more = 100 * (much[when] / nothing[when] - 1)
        lines.append(f"  {when:10} {much[when]:6.1f} MB   nothing {nothing[when]:6.1f} MB   {more:+.0f} %")
    write_down(artefacts, "window-pages", lines)


def _said(took: list[float]) -> str:
    return f"{took[0]:6.1f} ({took[1]:5.1f})"
