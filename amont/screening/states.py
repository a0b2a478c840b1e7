"""Life of a model: one decides at a time. Life of an order on a bill, and of what is asked of a carrier."""

from __future__ import annotations

from enum import StrEnum


class ModelState(StrEnum):
    SHADOW = "shadow"  # scores silently, beside the one that decides
    DECIDING = "deciding"
    RETIRED = "retired"


TRANSITIONS = {
    ("promote", ModelState.SHADOW): ModelState.DECIDING,
    ("retire", ModelState.DECIDING): ModelState.RETIRED,
    ("retire", ModelState.SHADOW): ModelState.RETIRED,
}


class ReferralState(StrEnum):
    ASKED = "asked"  # the clock runs: the carrier answers
    ANSWERED = "answered"  # customs is content, or asks again; the carrier may still complete its answer
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


REFERRALS = {
    ("answer", ReferralState.ASKED): ReferralState.ANSWERED,
    ("answer", ReferralState.ANSWERED): ReferralState.ANSWERED,
    ("ask_again", ReferralState.ANSWERED): ReferralState.ASKED,
    ("close", ReferralState.ANSWERED): ReferralState.CLOSED,
    ("withdraw", ReferralState.ASKED): ReferralState.WITHDRAWN,
    ("withdraw", ReferralState.ANSWERED): ReferralState.WITHDRAWN,
}
OPEN = (ReferralState.ASKED, ReferralState.ANSWERED)


class OrderState(StrEnum):
    ASKED = "asked"  # for a bill let go that needs two persons: the second one is waited for
    DONE = "done"
    WITHDRAWN = "withdrawn"


ORDERS = {
    ("acknowledge", OrderState.ASKED): OrderState.ASKED,
    ("move", OrderState.ASKED): OrderState.ASKED,  # the terminal has brought it where it was asked
    ("close", OrderState.ASKED): OrderState.DONE,  # its image came, or its result was recorded
    ("withdraw", OrderState.ASKED): OrderState.WITHDRAWN,
}
LET_GO = {
    ("confirm", OrderState.ASKED): OrderState.DONE,  # where one person is enough: at once
    ("withdraw", OrderState.ASKED): OrderState.WITHDRAWN,
    ("withdraw", OrderState.DONE): OrderState.WITHDRAWN,  # nothing was touched: what was let go is looked at
}
