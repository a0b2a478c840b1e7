"""States of an assessment notice, of a provider of payments, of a payment asked of it, of a refund."""

from __future__ import annotations

from enum import StrEnum


class NoticeState(StrEnum):
    ISSUED = "issued"  # owed
    PAID = "paid"  # nothing is owed of it any more
    WITHDRAWN = "withdrawn"  # another follows, or none is due


TRANSITIONS = {
    ("pay", NoticeState.ISSUED): NoticeState.PAID,
    ("reverse", NoticeState.PAID): NoticeState.ISSUED,  # the payment came to nothing
    ("withdraw", NoticeState.ISSUED): NoticeState.WITHDRAWN,
}


class ProviderState(StrEnum):
    PROPOSED = "proposed"  # a second administrator must agree
    ACTIVE = "active"
    ENDED = "ended"  # asked for nothing new; what it tells of the past is heard


PROVIDERS = {
    ("approve", ProviderState.PROPOSED): ProviderState.ACTIVE,
    ("end", ProviderState.PROPOSED): ProviderState.ENDED,
    ("end", ProviderState.ACTIVE): ProviderState.ENDED,
}


class AskState(StrEnum):
    ASKED = "asked"  # not yet taken by the provider, as far as we know
    PENDING = "pending"  # the payer is asked
    FAILED = "failed"  # refused, or a day without an answer
    PAID = "paid"  # received: it pays its notice, or lies in suspense
    REVERSED = "reversed"  # taken back


OPEN = (AskState.ASKED, AskState.PENDING)
ASKINGS = {
    ("pending", AskState.ASKED): AskState.PENDING,
    ("failed", AskState.ASKED): AskState.FAILED,
    ("failed", AskState.PENDING): AskState.FAILED,
    ("paid", AskState.ASKED): AskState.PAID,
    ("paid", AskState.PENDING): AskState.PAID,
    ("paid", AskState.FAILED): AskState.PAID,
    ("reversed", AskState.ASKED): AskState.REVERSED,
    ("reversed", AskState.PENDING): AskState.REVERSED,
    ("reversed", AskState.FAILED): AskState.REVERSED,
    ("reversed", AskState.PAID): AskState.REVERSED,
}  # what is not here was told late, or twice: nothing follows


class RefundState(StrEnum):
    ASKED = "asked"
    REFUSED = "refused"
    ACCEPTED = "accepted"  # owed to the operator
    PAID = "paid"  # by a transfer


REFUNDS = {
    ("accept", RefundState.ASKED): RefundState.ACCEPTED,
    ("refuse", RefundState.ASKED): RefundState.REFUSED,
    ("pay", RefundState.ACCEPTED): RefundState.PAID,
}
