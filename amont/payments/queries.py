"""Questions on what is owed and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Upper

from amont.declarations.models import Declaration
from amont.kernel.agents import Agent, NotFound
from amont.payments.models import (
    Account,
    AccountKind,
    Asking,
    BankStatement,
    Day,
    LedgerEntry,
    Means,
    MoneyAlert,
    Notice,
    NoticeLine,
    Payment,
    Provider,
    Refund,
    StatementLine,
    Unassessed,
    Unmatched,
)
from amont.payments.states import NoticeState, ProviderState, RefundState


@dataclass(frozen=True, slots=True)
class Charged:
    """The lines of an item, item None for what is owed once, and their sums."""

    item: int | None
    lines: list[NoticeLine]
    owed: Decimal
    suspended: Decimal


def notices(agent: Agent, *, state: str = "", text: str = "", day: date | None = None) -> QuerySet[Notice]:
    """Notices that somebody may see; day: those past their last day then."""
    rows = Notice.objects.visible_to(agent).select_related("declaration")
    if state in list(NoticeState):
        rows = rows.filter(state=state)
    if day is not None:
        rows = rows.filter(state=NoticeState.ISSUED, due_on__lt=day)
    if text:
        named = text.strip().upper()
        by_reference = Q(declaration__reference__icontains=named)
        rows = rows.filter(Q(number__startswith=named) | by_reference | Q(operator=named) | Q(importer=named))
    return rows


def notice_seen_by(agent: Agent, pk: int) -> Notice:
    """One notice. NotFound for who may not see it."""
    row = Notice.objects.visible_to(agent).select_related("declaration").filter(pk=pk).first()
    if row is None:
        raise NotFound(what="notice")
    return row


def notice_of(agent: Agent, declaration: int) -> Notice | None:
    """The notice of a declaration that has effect."""
    rows = Notice.objects.visible_to(agent).filter(declaration=declaration)
    return rows.exclude(state=NoticeState.WITHDRAWN).first()


def counts(agent: Agent, day: date) -> dict[str, int]:
    """How many notices are in each state, and past their day. One query."""
    late = Count("pk", filter=Q(state=NoticeState.ISSUED, due_on__lt=day))
    told = {str(state): Count("pk", filter=Q(state=state)) for state in NoticeState}
    return dict(Notice.objects.visible_to(agent).aggregate(**told, late=late))


def charged(notice: Notice) -> list[Charged]:
    """Lines of a notice by item. One query."""
    found: dict[int | None, list[NoticeLine]] = {}
    for line in NoticeLine.objects.filter(notice=notice).order_by("pk"):
        found.setdefault(line.item, []).append(line)
    return [
        Charged(
            item,
            lines,
            sum((one.amount for one in lines if one.is_owed), Decimal(0)),
            sum((one.amount for one in lines if not one.is_owed), Decimal(0)),
        )
        for item, lines in found.items()
    ]


def payments_of(notice: Notice) -> list[Payment]:
    """Payments of a notice, the last first. One query."""
    return list(Payment.objects.filter(notice=notice).order_by("-pk"))


def payment_seen_by(agent: Agent, pk: int) -> Payment:
    """One payment. NotFound for who may not see its notice."""
    seen = Notice.objects.visible_to(agent)
    rows = Payment.objects.filter(pk=pk, notice__in=seen).select_related("notice__declaration")
    row = rows.first()
    if row is None:
        raise NotFound(what="payment")
    return row


def verified(receipt: str, code: str) -> Payment | None:
    """The payment of a receipt, for whoever has its number and its code; None for any other. One query."""
    named, secret = receipt.strip().upper(), code.strip().upper().replace(" ", "")
    rows = Payment.objects.filter(receipt=named, code=secret)
    return rows.select_related("notice__declaration").first()


def unassessed(agent: Agent) -> QuerySet[Unassessed]:
    """Declarations whose charges could not be computed, of the offices of an agent."""
    seen = Declaration.objects.visible_to(agent)
    rows = Unassessed.objects.filter(declaration__in=seen)
    return rows.select_related("declaration").order_by("since", "pk")


def desk_of(office: str, day: date) -> dict[str, Any]:
    """What a desk took on a day by means, and whether it is closed. Two queries."""
    rows = Payment.objects.filter(office=office, day=day, reversed_at__isnull=True).exclude(
        means__in=[Means.MOBILE, Means.BANK]
    )
    told = rows.values("means").annotate(n=Count("pk"), total=Sum("amount")).order_by("means")
    return {
        "means": {row["means"]: (row["n"], row["total"]) for row in told},
        "closed": Day.objects.filter(office=office, day=day).first(),
    }


def account_of(agent: Agent, operator: str) -> Account | None:
    """The account of an operator, for whoever may see it."""
    rows = Account.objects.visible_to(agent).filter(kind=AccountKind.OPERATOR, holder=operator)
    return rows.first()


def operator_accounts(agent: Agent, text: str = "") -> QuerySet[Account]:
    """Accounts of operators."""
    rows = Account.objects.visible_to(agent).filter(kind=AccountKind.OPERATOR)
    return rows.annotate(named=Upper("holder")).filter(named__contains=text.upper()) if text else rows


def entries_of(account: Account) -> QuerySet[LedgerEntry]:
    """What moved on an account."""
    return LedgerEntry.objects.filter(account=account).select_related("movement")


def providers() -> QuerySet[Provider]:
    """All providers."""
    return Provider.objects.order_by("label")


def active_providers() -> list[Provider]:
    """Those that may be asked. One query."""
    return list(Provider.objects.filter(state=ProviderState.ACTIVE))


def askings_of(notice: Notice) -> list[Asking]:
    """What was asked of providers for a notice, the last first. One query."""
    return list(Asking.objects.filter(notice=notice).select_related("provider").order_by("-pk"))


def asking_seen_by(agent: Agent, pk: int) -> Asking:
    """One payment that was asked for. NotFound for who may not see its notice."""
    rows = Asking.objects.filter(pk=pk, notice__in=Notice.objects.visible_to(agent))
    row = rows.select_related("notice__declaration", "provider", "payment").first()
    if row is None:
        raise NotFound(what="asking")
    return row


def money_alerts(agent: Agent) -> QuerySet[MoneyAlert]:
    """Alerts that nobody closed."""
    rows = MoneyAlert.objects.visible_to(agent).filter(closed_at__isnull=True)
    return rows.select_related("asking__notice", "asking__provider")


def money_alerts_open(agent: Agent) -> int:
    """How many alerts wait for somebody. One query."""
    return money_alerts(agent).count()


def suspense(agent: Agent) -> QuerySet[Unmatched]:
    """Money that pays nothing yet."""
    rows = Unmatched.objects.visible_to(agent).filter(settled_at__isnull=True)
    return rows.select_related("asking__notice", "asking__provider")


def refunds(agent: Agent, state: str = "") -> QuerySet[Refund]:
    """Refunds that somebody may see."""
    rows = Refund.objects.visible_to(agent).select_related("payment__notice", "unmatched")
    return rows.filter(state=state) if state in list(RefundState) else rows


def lines_left() -> QuerySet[StatementLine]:
    """What the bank has and nobody said what it is."""
    rows = StatementLine.objects.filter(confirmed_at__isnull=True)
    return rows.select_related("payment")


def payments_not_at_bank(since: date) -> QuerySet[Payment]:
    """What we took by bank, cheque or mobile from a day on, and no line of the bank is."""
    by_bank = [Means.CHEQUE, Means.TRANSFER, Means.MOBILE, Means.BANK]
    rows = Payment.objects.filter(means__in=by_bank, reversed_at__isnull=True, day__gte=since)
    return rows.exclude(line__confirmed_at__isnull=False).select_related("notice").order_by("-pk")


def statements() -> QuerySet[BankStatement]:
    """Files of banks, without what is in them."""
    return BankStatement.objects.defer("content").order_by("-pk")


def ledger_between(first: date, last: date) -> QuerySet[LedgerEntry]:
    """All entries of some days, in their order."""
    rows = LedgerEntry.objects.filter(movement__day__gte=first, movement__day__lte=last)
    return rows.select_related("movement", "account").order_by("pk")
