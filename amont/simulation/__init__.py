"""An invented country with known truth: operators, goods, fraud, controls, the chance behind each item."""

from amont.simulation.plan import Plan, PlanRefused, Split, SplitRefused, World
from amont.simulation.split import split
from amont.simulation.world import simulate

__all__ = ["Plan", "PlanRefused", "Split", "SplitRefused", "World", "simulate", "split"]
