"""Rows of referrals: what customs asks of the carrier of a bill, each move of it, the files of answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amont.cargo.models import Bill
from amont.holds.models import HoldRow
from amont.kernel.agents import Agent, Role, Where
from amont.screening.states import OPEN, ReferralState

READERS = (Role.ANALYST, Role.CHIEF, Role.DIRECTOR)
LONGEST_WORDS = 2_000


class ReferralKind(models.TextChoices):
    """What is asked. Model: referrals of ICS2 (request for information, for screening, do not load)."""

    INFORMATION = "information"
    SCREENING = "screening"
    DO_NOT_LOAD = "do_not_load"


class Point(models.TextChoices):
    """What of a bill information is wanted on."""

    GOODS = "goods"
    SHIPPER = "shipper"
    CONSIGNEE = "consignee"
    CONTAINER = "container"
    VALUE = "value"
    ROUTE = "route"
    PAPERS = "papers"


class ToldGround(models.TextChoices):
    """Why, as the carrier is told: never what customs thinks of the bill."""

    SECURITY = "security"
    SAFETY = "safety"
    MISSING = "missing"
    UNCLEAR = "unclear"
    PROHIBITED = "prohibited"
    CHECK = "check"


class Method(models.TextChoices):
    """How goods were screened. Model: methods of aviation security declarations, in plain words."""

    SCANNER = "scanner"
    HAND = "hand"
    TRACE = "trace"
    DOGS = "dogs"
    METAL = "metal"
    OTHER = "other"


class Result(models.TextChoices):
    """What screening found."""

    CLEAR = "clear"
    DOUBT = "doubt"
    IMPOSSIBLE = "impossible"


class Outcome(models.TextChoices):
    """What became of goods that may not be loaded."""

    ACKNOWLEDGED = "acknowledged"
    NOT_LOADED = "not_loaded"
    LOADED = "loaded"  # before the carrier was told


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals a reader may see."""

    def visible_to(self, agent: Agent) -> ReferralQuerySet:
        """Who targets, those of the office; a carrier those of its manifests, an agent those of its bills."""
        if agent.has(Role.SYSTEM):
            return self
        offices = agent.offices(*READERS)
        if offices is None:
            return self
        own = agent.operators if agent.has(Role.CARRIER) else frozenset()
        return self.filter(Q(office__in=offices) | Q(operator__in=own) | Q(carrier__in=own))

    def open(self) -> ReferralQuerySet:
        """Those that still ask something of somebody."""
        return self.filter(state__in=OPEN)

    def unanswered(self) -> ReferralQuerySet:
        """Those that were asked and whose time is over, on bills that still come."""
        late = self.filter(state=ReferralState.ASKED, overdue_at__isnull=False)
        return late.filter(bill__cancelled_in__isnull=True)


class Referral(models.Model):
    """What is asked of the carrier of a bill, and how far it is. Its moves tell the whole.

    operator: who announced the bill; carrier: who announced its manifest; both may answer. reasons, note:
    why, for customs alone; told: why, for the carrier. round: how many times it was asked; answers: how many
    came. asked_at, half_at, due_at: clock of this round. evidence: how sure its limit is, "" where the
    officer chose it. halved_at, overdue_at: when the reminders of this round were given. hold: that a "do
    not load" placed. has_effect: did it change anything? None until closed.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="referrals")
    office = models.CharField(max_length=17)
    operator = models.CharField(max_length=40)
    carrier = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=ReferralKind.choices)
    points = ArrayField(models.CharField(max_length=12, choices=Point.choices), default=list)
    told = models.CharField(max_length=12, choices=ToldGround.choices)
    question = models.CharField(max_length=LONGEST_WORDS, blank=True)
    reasons = ArrayField(models.CharField(max_length=80), default=list)
    note = models.CharField(max_length=LONGEST_WORDS, blank=True)
    state = models.CharField(max_length=10, default=ReferralState.ASKED)
    round = models.PositiveSmallIntegerField(default=1)
    answers = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    half_at = models.DateTimeField()
    due_at = models.DateTimeField()
    evidence = models.CharField(max_length=2, blank=True)
    halved_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    has_effect = models.BooleanField(null=True)
    hold = models.ForeignKey(HoldRow, models.PROTECT, null=True, related_name="+")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "kind"],
                condition=Q(state__in=["asked", "answered"]),
                name="referral_one_open_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ReferralState), kind__in=ReferralKind.values),
                name="referral_known",
            ),
            models.CheckConstraint(
                condition=Q(half_at__gte=F("asked_at"), due_at__gt=F("half_at")), name="referral_clock"
            ),
            models.CheckConstraint(condition=~Q(operator=""), name="referral_asks_somebody"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(state="withdrawn") | Q(answers__gt=0),
                name="referral_closed_after_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "answered"], ended_at__isnull=True, ended_by="")
                | (Q(state__in=["closed", "withdrawn"], ended_at__isnull=False) & ~Q(ended_by="")),
                name="referral_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", has_effect__isnull=False)
                | (~Q(state="closed") & Q(has_effect__isnull=True)),
                name="referral_closed_with_its_effect",
            ),
            models.CheckConstraint(
                condition=Q(kind="do_not_load") | Q(hold__isnull=True), name="referral_hold_of_do_not_load"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="referral_open", condition=Q(state__in=["asked", "answered"])
            ),
            models.Index(fields=["ended_at", "id"], name="referral_ended"),
            models.Index(fields=["operator", "-id"], name="referral_operator"),
            models.Index(fields=["carrier", "-id"], name="referral_carrier"),
        ]

    def __str__(self) -> str:
        return f"{self.bill_id} {self.kind}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"screening.referral:{self.pk}"

    @property
    def where(self) -> Where:
        """Its office, and who announced the bill."""
        return Where(office=self.office, operator=self.operator)

    def asked_of(self, agent: Agent) -> Asked:
        """The same, for one of the two who may answer: the carrier of the manifest, or who announced it."""
        mine = self.carrier if self.carrier in agent.operators else self.operator
        return Asked(Where(office=self.office, operator=mine))


@dataclass(frozen=True, slots=True)
class Asked:
    """A referral as a right is asked for it."""

    where: Where


class Act(models.TextChoices):
    """A move of a referral."""

    ASK = "ask"
    ASK_AGAIN = "ask_again"
    REMIND = "remind"
    OVERDUE = "overdue"
    ANSWER = "answer"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class ReferralMove(models.Model):
    """One thing that happened to a referral. words: read by both sides; note: by customs alone.

    digest: of an answer, so that sending it twice is one. method, result, done_at: of a screening; outcome:
    of goods that may not be loaded.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    note = models.CharField(max_length=LONGEST_WORDS, blank=True)
    due_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=12, choices=Method.choices, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "screening_referral_move"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="referral_move_once"),
            models.UniqueConstraint(
                fields=["referral", "round", "act"],
                condition=~Q(act="answer"),
                name="referral_moves_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["referral", "round", "digest"],
                condition=~Q(digest=""),
                name="referral_answer_once",
            ),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="referral_act_known"),
            models.CheckConstraint(
                condition=~Q(act__in=["close", "withdraw"]) | ~Q(words=""),
                name="referral_ends_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.number} {self.act}"


class ReferralFile(models.Model):
    """A document beside an answer, byte for byte. sha256: of its bytes; media: as found in them."""

    move = models.ForeignKey(ReferralMove, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        db_table = "screening_referral_file"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["move", "sha256"], name="referral_file_once")]

    def __str__(self) -> str:
        return self.name
