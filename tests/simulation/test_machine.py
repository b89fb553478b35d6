"""The same world, led by hypothesis: where a rule breaks, it looks for a shorter history that breaks it."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.simulation import invariants
from tests.simulation.run import simulated
from tests.simulation.world import STEPS, World


class Histories(RuleBasedStateMachine):
    """Each rule is a thing that can happen; at the end the carrier is honest and everything is checked."""

    def __init__(self) -> None:
        super().__init__()
        self._open = simulated()
        self._open.__enter__()
        self.world: World | None = None

    @initialize(seed=st.integers(0, 999), crashes=st.booleans())
    def begin(self, seed: int, crashes: bool) -> None:
        self.world = World(f"machine {seed}", crashes=crashes)

    @rule(name=st.sampled_from([name for name, _ in STEPS]))
    def happens(self, name: str) -> None:
        assert self.world is not None
        self.world.run(name)

    def teardown(self) -> None:
        try:
            if self.world is not None:
                self.world.settle()
                invariants.check(self.world)
        finally:
            self._open.__exit__(None, None, None)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
