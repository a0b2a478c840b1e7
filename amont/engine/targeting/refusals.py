"""What targeting refuses: one class, one code."""

from __future__ import annotations

from amont.kernel.errors import AmontError


class WeightOutOfRange(AmontError):
    """A weight is negative or no number: an indicator may only ask for a look, never speak against one."""

    code = "targeting.weight_out_of_range"


class CapacityOutOfRange(AmontError):
    """A share of bills is not between 0 and 1, or red and yellow together pass the whole."""

    code = "targeting.capacity_out_of_range"
