"""The scenes of agreements: on their page in every state, and on Today.

Law: a scene is made by acts of the real core; both people hear each other at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from msgspec.structs import replace

from stillhere.core.acts import Back, Details, Rest
from stillhere.core.agreements.acts import End, NotNow, Offer, Pause, Suggest, Yes
from stillhere.core.agreements.difference import difference
from stillhere.core.agreements.drawer import Draft
from stillhere.core.agreements.view import AgreementView
from stillhere.core.records.terms import SETTINGS, Offered, Value, Words
from stillhere.core.state.when import ms_of
from stillhere.home.library import library
from stillhere.home.private import Private
from stillhere.words import say
from tests.window.fakes import FakeHome
from tests.window.hands import press
from tests.window.reading_scenes import PASSPHRASE
from tests.window.stage import Scene, Stage

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def words(kind: str, title: str, text: str = "", **settings: Value) -> Words:
    """Words of a kind; a setting named ``start`` is "from"."""
    return Words(
        kind=kind,
        title=title,
        text=text,
        settings={{"start": "from", "end": "to"}.get(name, name): value for name, value in settings.items()},
    )


TEA = words(
    "before_rest",
    "Tea before quiet",
    "Ten minutes at the kitchen table before either of us goes quiet, if there is time.",
    steps=("Put the kettle on", "Ten minutes at the table", "Goodnight, or see you later"),
)
KNOCK = words(
    "check_ins",
    "One knock, no answer needed",
    "While one of us rests, the other may knock once. Nobody owes a reply.",
    who="either",
    form="knock",
    per_rest=1,
    after_hours=0,
)
QUIET = words(
    "quiet_hours",
    "Quiet after ten",
    "No notifications from here between 22:00 and 07:00.",
    start="22:00",
    end="07:00",
    days=EVERY_DAY,
)
WALK = words(
    "on_return",
    "A walk when one of us comes back",
    "Twenty minutes outside, the same day.",
    steps=("Coats on", "Twenty minutes outside"),
)
WALK_CHANGED = replace(
    WALK,
    text="Twenty minutes outside, talking optional, within two days.",
    settings={"steps": ("Coats on", "Twenty minutes, talking optional")},
)
WALK_SHORT = replace(WALK, text="Ten minutes outside, the same day.")
RING = words("urgent", "Urgent things go by telephone", "At any hour.", channel="Ring twice in a row")
HOUSE = words(
    "handover",
    "Meals, bins and bills",
    "Only what can’t wait.",
    items=("The simple supper", "Bins on the right day"),
)
LETTERS = words("letters", "One letter at a time", pace="one_at_a_time", form="any")
LOW = words("low_contact", "Practical things only", "For now.", practical_only=True)
OURS = words("own_words", "What rest means between us", "“Resting” is a whole sentence.")
THEIRS = replace(OURS, text="“Resting” is a whole sentence, and so is “I am here”.")
RHYTHM = words("still_here_rhythm", "Once a day, gladly", every_days=1)
GUESS = words("guess", "Tomorrow, as a first guess", guess="tomorrow")
NEWER = words("weather_report", "A word about the weather", "Each morning.", place="window")
DRAFT = Draft(
    id="draftdraft", kind="own_words", title="A sentence to lean on", text="Take the room you need."
)
UNTITLED = Draft(id="otherdraft", kind="quiet_hours")


def agree(stage: Stage, *agreed: Words, by: str = "mia") -> None:
    """One offers each of these and the other says yes."""
    one, other = _two(stage, by)
    for each in agreed:
        one.agree(Offer(each))
        other.agree(Yes(_newest(other).revision))


def offer(stage: Stage, *offered: Words, by: str = "mia") -> None:
    """One offers each of these."""
    one, _ = _two(stage, by)
    for each in offered:
        one.agree(Offer(each))


def suggest(stage: Stage, title: str, instead: Words, by: str = "mia") -> None:
    """One suggests other words in place of what has this title."""
    one, _ = _two(stage, by)
    (old,) = [each for each in one.agreements() if each.words.title == title]
    one.agree(Suggest(old.revision, instead))


def _two(stage: Stage, by: str) -> tuple[FakeHome, FakeHome]:
    mia, jon = stage.couple.mia, stage.couple.jon
    return (mia, jon) if by == "mia" else (jon, mia)


def _newest(home: FakeHome) -> AgreementView:
    return next(each for each in home.agreements() if each.to_answer)


def _each(home: FakeHome, state: str) -> list[AgreementView]:
    return [each for each in home.agreements() if each.state == state]


def _page(prepare: Callable[[Stage], object], *presses: str) -> Scene:
    def scene(stage: Stage) -> None:
        prepare(stage)
        shell = stage.today()
        shell.open("agreements")
        for key in presses:
            stage.settle()
            press(shell.page, say(key, name="Mia") if key == "agreements.offer_to" else say(key))

    return scene


def _today(prepare: Callable[[Stage], object]) -> Scene:
    def scene(stage: Stage) -> None:
        prepare(stage)
        stage.today(cards=False)

    return scene


def _design(stage: Stage) -> None:
    agree(stage, TEA, KNOCK, by="jon")
    stage.couple.later(days=7)
    agree(stage, replace(QUIET, review_days=14), by="jon")
    stage.couple.later(days=14)
    offer(stage, WALK, by="jon")
    # What was offered is answered by other words.
    (walk,) = _each(stage.couple.mia, "offered")
    stage.couple.mia.agree(Suggest(walk.revision, WALK_CHANGED))


def _change_of_what_holds(stage: Stage) -> None:
    agree(stage, OURS, LETTERS, by="jon")
    stage.couple.later(days=8)
    suggest(stage, OURS.title, THEIRS)


def _offered_by_me(stage: Stage) -> None:
    offer(stage, RING, LETTERS, by="jon")
    stage.couple.mia.agree(NotNow(_newest(stage.couple.mia).revision))


def _not_now(stage: Stage) -> None:
    offer(stage, LOW, RHYTHM)
    stage.couple.jon.agree(NotNow(_newest(stage.couple.jon).revision))


def _drafts(stage: Stage) -> None:
    for each in (DRAFT, UNTITLED):
        stage.private(partial(_keep, each))


def _keep(draft: Draft, private: Private) -> None:
    private.agreements.keep(draft)


def _locked(stage: Stage) -> None:
    agree(stage, OURS)
    _drafts(stage)
    stage.lock(PASSPHRASE)


def _paused(stage: Stage) -> None:
    agree(stage, KNOCK, QUIET)
    first, second = _each(stage.couple.jon, "in_force")
    stage.couple.jon.agree(Pause(first.id))
    stage.couple.mia.agree(Pause(second.id))


def _over(stage: Stage) -> None:
    agree(stage, KNOCK, HOUSE)
    offer(stage, RING, by="jon")
    stage.couple.later(days=40)
    agree(stage, GUESS)
    stage.couple.mia.agree(End(_each(stage.couple.mia, "in_force")[0].id))


def _two_wordings(stage: Stage) -> None:
    agree(stage, WALK)
    stage.couple.later(days=8)
    mia, jon = stage.couple.mia, stage.couple.jon
    (held,) = _each(mia, "in_force")
    # Neither has heard of the other's words.
    state = stage.couple.state
    mia.agree(Suggest(held.revision, WALK_CHANGED))
    mias, stage.couple.state = stage.couple.state, state
    jon.agree(Suggest(held.revision, WALK_SHORT))
    jons = stage.couple.state
    stage.couple.state = replace(
        jons,
        agreements=replace(
            jons.agreements, revisions={**mias.agreements.revisions, **jons.agreements.revisions}
        ),
    )


def _newer(stage: Stage) -> None:
    stage.couple.record("mia", Offered(agreement="newernewer", words=NEWER, said_ms=ms_of(stage.couple.now)))


def _nothing(_: Stage) -> None:
    """Nobody said anything about agreements."""


def _once_a_week(stage: Stage) -> None:
    offer(stage, OURS, by="jon")
    stage.private(partial(_keep, DRAFT))


def _writing(kind: str) -> Scene:
    return _page(_nothing, "agreements.offer", f"agreement.kind.{kind}")


def _mia_rests(stage: Stage) -> None:
    agree(stage, HOUSE, RING, KNOCK)
    stage.couple.mia.do(Rest(Details(guess="tomorrow", checkins="one_knock")))


def _into_rest(stage: Stage) -> None:
    agree(stage, TEA, HOUSE)
    stage.couple.jon.do(Rest())
    stage.couple.later(minutes=5)


def _back(stage: Stage) -> None:
    agree(stage, WALK)
    stage.couple.mia.do(Rest())
    stage.couple.mia.do(Back())


def _knock_disabled(stage: Stage, *, before: bool = False) -> None:
    wish = Details(checkins="one_knock") if before else Details()
    stage.couple.jon.do(Rest(wish))
    agree(stage, LOW)
    stage.couple.later(minutes=5)


def _offered_on_today(stage: Stage) -> None:
    agree(stage, TEA, by="jon")
    stage.couple.later(days=29)
    offer(stage, OURS)


SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "agreements none": _page(_nothing),
        "agreements as designed": _page(_design),
        "agreements offered to me": _page(lambda s: offer(s, LOW, RHYTHM)),
        "agreements not now": _page(_not_now),
        "agreements offered by me": _page(_offered_by_me),
        "agreements change of what holds": _page(_change_of_what_holds),
        "agreements two wordings": _page(_two_wordings),
        "agreements of a later version": _page(_newer),
        "agreements drafts": _page(_drafts),
        "agreements draft dropped": _page(lambda s: s.private(partial(_keep, DRAFT)), "agreements.do.drop"),
        "agreements drafts locked": _page(_locked),
        "agreements drafts to be unlocked": _page(_locked, "agreements.offer"),
        "agreements paused": _page(_paused),
        "agreements over": _page(_over),
        "agreements asking before the end": _page(lambda s: agree(s, OURS), "agreements.do.end"),
        "agreements own copies": _page(_over, "agreements.copies"),
        "agreements no own copies": _page(lambda s: agree(s, OURS), "agreements.copies"),
        "agreements writing a change": _page(lambda s: offer(s, OURS, by="jon"), "agreements.do.change"),
        **{f"agreements writing {kind}": _writing(kind) for kind in SETTINGS},
        "agreements refused": _page(
            _once_a_week,
            "agreements.do.write",
            "agreements.offer_to",
        ),
        "today agreed, both here": _today(lambda s: agree(s, TEA)),
        "today agreed, partner rests": _today(_mia_rests),
        "today agreed, into rest": _today(_into_rest),
        "today agreed, back": _today(_back),
        "today agreed, no knocks": _today(_knock_disabled),
        "today agreed, no knocks, one chosen before": _today(partial(_knock_disabled, before=True)),
        "today agreed, offered": _today(_offered_on_today),
    }
)

_ALL = (
    *(
        TEA,
        KNOCK,
        QUIET,
        WALK,
        WALK_CHANGED,
        WALK_SHORT,
        RING,
        HOUSE,
        LETTERS,
        LOW,
        OURS,
        THEIRS,
        RHYTHM,
        GUESS,
    ),
)


def _typed(each: Words) -> list[str]:
    found = [each.settings.get(name, ()) for name in ("steps", "items")]
    return [line for lines in found if isinstance(lines, tuple) for line in lines]


def _changed() -> list[str]:
    """What is left of a text, and what is new in it, where somebody changed it."""
    pairs = ((WALK, WALK_CHANGED), (WALK, WALK_SHORT), (OURS, THEIRS))
    texts = [(old.text, new.text) for old, new in pairs]
    texts += [lines for old, new in pairs for lines in zip(_typed(old), _typed(new), strict=True)]
    return [
        run.text.strip(" ,.“”") for old, new in texts for run in difference(old, new) if len(run.text) > 1
    ]


#: Everything that somebody typed, and the titles of the templates, which are content.
OWN_WORDS = (
    *(text for each in _ALL for text in (each.title, each.text, *_typed(each)) if text),
    *_changed(),
    "Ring twice in a row",
    NEWER.title,
    NEWER.text,
    DRAFT.title,
    DRAFT.text,
    *(each.title for each in library().templates()),
)
