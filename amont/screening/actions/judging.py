"""What an analyst sees on the image of a scanner."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from amont.cargo.models import BillBox, Picture, PictureKind
from amont.journal.actions import record
from amont.kernel.agents import Agent, require
from amont.kernel.errors import AmontError
from amont.screening.actions.labelling_bills import NewLabel, keep_labels
from amont.screening.models import ImageReading, LabelSource, Verdict
from amont.screening.permissions import GRANTS

LONGEST_WORDS = 300


class NotAScan(AmontError):
    """Only the image of a scanner is judged."""

    code = "image.not_a_scan"
    status = 409


class ImageVerdictUnknown(AmontError):
    """An image is clear or suspicious. Facts: verdict."""

    code = "image.verdict_unknown"


class SuspicionNeedsWords(AmontError):
    """What is suspicious is told in words."""

    code = "image.words_missing"


class AlreadyJudged(AmontError):
    """The same person judged it before; another one may see more. Facts: on."""

    code = "image.already_judged"
    status = 409


@transaction.atomic
def judge_image(
    picture: int, *, verdict: str, words: str, by: Agent, now: datetime, today: date
) -> ImageReading:
    """Clear or suspicious, in words. A suspicion is kept as a result of the bills, without any offence yet.

    NotAScan, ImageVerdictUnknown, SuspicionNeedsWords, AlreadyJudged.
    """
    row = Picture.objects.select_related("manifest").defer("data").get(pk=picture)
    require(GRANTS, by, "judge_image", row.manifest)
    said = " ".join(words.replace("\0", "").split())[:LONGEST_WORDS]
    _refuse(row, verdict, said)
    told = {"verdict": verdict, "words": said, "at": now}
    reading, is_new = ImageReading.objects.get_or_create(picture=row, by=by.name, defaults=told)
    if not is_new:
        raise AlreadyJudged(on=reading.at.date())
    if verdict == Verdict.SUSPICIOUS:
        boxes = BillBox.objects.filter(manifest=row.manifest_id, number=row.box, is_live=True).order_by("pk")
        bills = boxes.values_list("bill", flat=True)
        keep_labels(NewLabel(bill, LabelSource.SCAN, str(row.pk), 0, None, None, today) for bill in bills)
    office, subject, facts = row.manifest.office, row.manifest.subject, {"picture": row.pk}
    record("screening.judge_image", by=by.name, subject=subject, office=office, verdict=verdict, **facts)
    return reading


def _refuse(row: Picture, verdict: str, said: str) -> None:
    if row.kind != PictureKind.SCAN:
        raise NotAScan()
    if verdict not in Verdict.values:
        raise ImageVerdictUnknown(verdict=verdict[:40])
    if verdict == Verdict.SUSPICIOUS and not said:
        raise SuspicionNeedsWords()
