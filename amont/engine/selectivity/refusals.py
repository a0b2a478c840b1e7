"""What selectivity refuses: one class, one code. Facts always name the criterion or the place."""

from __future__ import annotations

from collections.abc import Mapping

from amont.kernel.errors import AmontError
from amont.kernel.findings import clip

SHOWN = 5  # values of a list or mapping


def shown(raw: object) -> str:
    """Something received, as one short line, however deep, long or strange it is."""
    if isinstance(raw, Mapping | list | tuple):
        return clip(
            ", ".join(_one(value) for value in list(raw)[:SHOWN]) + (", …" if len(raw) > SHOWN else "")
        )
    return _one(raw)


def is_writable(text: str) -> bool:
    """Whether the text exists in UTF-8: half of a surrogate pair does not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _one(value: object) -> str:
    if isinstance(value, Mapping | list | tuple) or (isinstance(value, int) and abs(value) > 10**30):
        return "…"
    return clip(value)


class CriterionMissingKey(AmontError):
    """A criterion lacks something it must say."""

    code = "criterion.missing_key"


class CriterionUnknownKey(AmontError):
    """A criterion says something nobody would read: most often a spelling mistake."""

    code = "criterion.unknown_key"


class CriterionWrongValue(AmontError):
    """One of the criterion's own keys (lane, share, days, title...) cannot be read."""

    code = "criterion.wrong_value"


class CriterionDaysReversed(AmontError):
    """The criterion ends before it begins."""

    code = "criterion.days_reversed"


class CriterionOverlap(AmontError):
    """Two versions of one criterion are in force on the same day. Law is dated: intervals cannot overlap."""

    code = "criterion.overlap"


class ConditionShape(AmontError):
    """A condition is neither a group (all, any, none) nor a comparison (field, operator, value or other)."""

    code = "criterion.condition_shape"


class EmptyGroup(AmontError):
    """A group without a condition: "all" of nothing would select every item."""

    code = "criterion.empty_group"


class ConditionTooDeep(AmontError):
    """Groups are nested deeper than anyone can read."""

    code = "criterion.too_deep"


class UnknownField(AmontError):
    """The condition asks for a column that no item has."""

    code = "criterion.unknown_field"


class OutcomeField(AmontError):
    """The condition asks for what is known only after a control."""

    code = "criterion.outcome_field"


class UnknownOperator(AmontError):
    """The comparison is not one of those that exist."""

    code = "criterion.unknown_operator"


class WrongOperator(AmontError):
    """The comparison says nothing of this kind of field: codes have no order, numbers no beginning."""

    code = "criterion.wrong_operator"


class ConditionValue(AmontError):
    """The value does not fit the field: a number for a code, an empty list, bounds reversed."""

    code = "criterion.condition_value"


class KindsDiffer(AmontError):
    """Two fields of different kinds are compared."""

    code = "criterion.kinds_differ"


class ColumnKind(AmontError):
    """A column of the items does not have its kind: a mistake of the caller, not of the declarant."""

    code = "items.column_kind"


class SecretTooShort(AmontError):
    """The secret of the day could be guessed."""

    code = "chance.secret_too_short"


class ShareOutOfRange(AmontError):
    """A share is not between 0 and 1."""

    code = "shares.out_of_range"


class SharesTooLarge(AmontError):
    """Shares that divide one whole add up to more than it."""

    code = "shares.too_large"


class SizesDiffer(AmontError):
    """Two columns that describe the same rows do not have the same length."""

    code = "selectivity.sizes_differ"


class ProofUnreadable(AmontError):
    """The text of a proof cannot be read at all."""

    code = "proof.unreadable"


class ProofShape(AmontError):
    """Something in the proof is missing, of the wrong kind or out of bounds."""

    code = "proof.shape"
