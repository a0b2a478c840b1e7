"""Rows of screening: what is settled before the day, what was decided, what controls found."""

from amont.screening.models.bills import BillDecision, WordingRow
from amont.screening.models.decided import (
    DecidedAgain,
    NewFact,
    OtherLane,
    ScreenedItem,
    Screening,
    score_or_least,
    urgency,
)
from amont.screening.models.orders import (
    OF_TERMINALS,
    BillLabel,
    Found,
    ImageReading,
    LabelSource,
    Order,
    OrderAct,
    Verdict,
)
from amont.screening.models.plans import BillCapacity, BillLimits, BillWeights
from amont.screening.models.referrals import (
    Act,
    Method,
    Outcome,
    Point,
    Referral,
    ReferralFile,
    ReferralKind,
    ReferralMove,
    Result,
    ToldGround,
)
from amont.screening.models.results import Label, ProfileMonth
from amont.screening.models.searches import SavedSearch, SearchNotice
from amont.screening.models.settled import CriterionRow, DrawDay, ModelRow, PlanRow, PolicyRow

__all__ = [
    "Act",
    "OF_TERMINALS",
    "BillCapacity",
    "BillDecision",
    "BillLabel",
    "BillLimits",
    "BillWeights",
    "CriterionRow",
    "DecidedAgain",
    "DrawDay",
    "Found",
    "ImageReading",
    "Label",
    "Method",
    "LabelSource",
    "ModelRow",
    "NewFact",
    "Order",
    "OrderAct",
    "OtherLane",
    "Outcome",
    "PlanRow",
    "Point",
    "PolicyRow",
    "ProfileMonth",
    "Referral",
    "ReferralFile",
    "ReferralKind",
    "ReferralMove",
    "Result",
    "SavedSearch",
    "ScreenedItem",
    "Screening",
    "SearchNotice",
    "ToldGround",
    "Verdict",
    "WordingRow",
    "score_or_least",
    "urgency",
]
