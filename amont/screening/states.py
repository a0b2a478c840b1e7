"""Life of a model: learned in silence, deciding, retired; and of what is asked of a carrier."""

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
