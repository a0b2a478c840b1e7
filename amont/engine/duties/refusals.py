"""Why duties cannot be computed. The edge makes the sentence."""

from __future__ import annotations

from amont.kernel.errors import AmontError


class DutiesRefused(AmontError):
    """Something of the item or of the law stands in the way."""

    code = "duties.refused"


class CeilingPassed(DutiesRefused):
    """The rates of some charges pass the most that the law allows. Facts: charges, pct, most_pct."""

    code = "duties.ceiling"


class ValueMissing(DutiesRefused):
    """A charge is computed on a value that the item does not have. Facts: charge, name."""

    code = "duties.value_missing"


class QuantityMissing(DutiesRefused):
    """A charge is owed for each unit and the item has no quantity in that unit. Facts: charge, unit."""

    code = "duties.quantity_missing"


class AmountNegative(DutiesRefused):
    """A value, a quantity or a rate is below zero. Facts: name, value."""

    code = "duties.negative"


class PreferenceUnknown(DutiesRefused):
    """Facts: value, known."""

    code = "duties.preference_unknown"


class ReliefUnknown(DutiesRefused):
    """No title of this code is in force on that day. Facts: value, known, on."""

    code = "duties.relief_unknown"


class ProcedureUnknown(DutiesRefused):
    """A procedure is four digits, the first of them 1 to 9. Facts: value."""

    code = "duties.procedure_unknown"


class BaseUnknown(DutiesRefused):
    """A charge has no other base of this name. Facts: charge, value, known."""

    code = "duties.base_unknown"


class IncotermUnknown(DutiesRefused):
    """Facts: value, known."""

    code = "duties.incoterm_unknown"


class NothingToApportion(DutiesRefused):
    """Costs are to be shared by values or masses that are all zero. Facts: by."""

    code = "duties.nothing_to_apportion"


class NotInColumns(DutiesRefused):
    """A charge or a value that the computation of many items at once does not hold. Facts: charge."""

    code = "duties.not_in_columns"


class DepreciationUnknown(DutiesRefused):
    """No table of this code is in force on that day. Facts: value, known, on."""

    code = "duties.depreciation_unknown"


class NotUsedYet(DutiesRefused):
    """A vehicle was first used after the day that governs. Facts: first_used_on, on."""

    code = "duties.not_used_yet"
