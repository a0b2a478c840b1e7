"""States of an assessment notice."""

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
