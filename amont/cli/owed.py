"""What is owed on a case, as a machine reads it and as people do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from amont.cli.cases import Case
from amont.cli.language import WORDS, say
from amont.engine.duties.comparing import Comparison, compare
from amont.engine.duties.declaring import Bill
from amont.engine.duties.lines import Line
from amont.engine.duties.procedures import Treatment
from amont.engine.duties.vehicles import Aged
from amont.kernel.charges import Join, Rate
from amont.kernel.money import Money
from amont.site.formats import NBSP, money, number

UNSAID = {"freight": "duties.no_freight", "insurance": "duties.no_insurance"}
FIGURES = ("base", "rate", "amount")
COLUMNS = ("charge", "name", "base", "rate", "amount", "evidence")


@dataclass(frozen=True, slots=True)
class Owed:
    """A case and its bill. value: customs value. unsaid: costs of the way that the invoice should say.

    instead: the same for what the case asks to compare with.
    """

    case: Case
    bill: Bill
    value: Decimal
    unsaid: tuple[str, ...] = ()
    aged: Aged | None = None
    instead: Owed | None = None

    @property
    def lines(self) -> list[Line]:
        """Charges of the item, then fees; those of zero left out."""
        (item,) = self.bill.items
        return [line for line in (*item.lines, *self.bill.fees) if line.amount]

    @property
    def comparison(self) -> Comparison | None:
        """What lies between the two, None where nothing is compared."""
        return None if self.instead is None else compare(self.bill.items[0], self.instead.bill.items[0])

    @property
    def is_suspended(self) -> bool:
        """Guaranteed, not owed."""
        return self.bill.items[0].treatment is Treatment.SUSPENDED


def plain(owed: Owed) -> dict[str, object]:
    """Amounts as texts, exact. due and guaranteed are told where the procedure suspends the charges."""
    told: dict[str, object] = {
        "id": owed.case.name,
        "lines": [
            {
                "code": line.rule.code,
                "base": str(line.formula.base),
                "rate": _rate(line.formula.rate),
                "amount": str(line.amount),
            }
            for line in owed.lines
        ],
        "total": str(owed.bill.total.amount),
    }
    if owed.case.invoice is not None:
        told |= {"customs_value": str(owed.value), "unsaid": list(owed.unsaid)}
    if owed.aged is not None:
        told["vehicle"] = {
            "age": owed.aged.age,
            "lost": _digits(owed.aged.lost),
            "value": str(owed.aged.value),
            "source": owed.aged.table.source,
        }
    if owed.is_suspended:
        told |= {"due": str(owed.bill.owed.amount), "guaranteed": str(owed.bill.guaranteed.amount)}
    if owed.instead is not None and owed.comparison is not None:
        told["what_if"] = plain(owed.instead) | {
            "differences": [
                {
                    "code": one.code,
                    "before": str(one.before),
                    "after": str(one.after),
                    "change": str(one.change),
                }
                for one in owed.comparison.differences
            ],
            "change": str(owed.comparison.change),
        }
    return told


def show(console: Console, owed: Owed) -> None:
    """A table of the charges, then what a person must know beside them."""
    case, bill = owed.case, owed.bill
    table = Table(title=_safe(say("duties.title", case=case.name, country=case.country, on=case.on)))
    for code in COLUMNS:
        is_figure = code in FIGURES
        table.add_column(say(f"column.{code}"), justify="right" if is_figure else "left", no_wrap=is_figure)
    for line in owed.lines:
        table.add_row(*(_safe(cell) for cell in _cells(line)))
    table.add_section()
    table.add_row("", say("column.total"), "", "", money(bill.total, WORDS.language), "")
    console.print(table)
    for sentence in _remarks(owed):
        console.print(sentence, markup=False, soft_wrap=True)
    if owed.comparison is not None:
        console.print(_beside(owed, owed.comparison))


def _beside(owed: Owed, comparison: Comparison) -> Table:
    """Charges that what-if changes."""
    table = Table(title=_safe(say("duties.what_if", case=owed.case.name)))
    table.add_column(say("column.charge"))
    for code in ("before", "after", "change"):
        table.add_column(say(f"column.{code}"), justify="right")
    totals = (comparison.before.total.amount, comparison.after.total.amount, comparison.change)
    rows = [(one.code, one.before, one.after, one.change) for one in comparison.differences]
    for name, *amounts in (*rows, (say("column.total"), *totals)):
        shown = (money(Money(amount, owed.bill.currency), WORDS.language) for amount in amounts)
        table.add_row(name, *shown)
    return table


def _cells(line: Line) -> list[str]:
    sure = line.rule.evidence if line.is_confirmed else say("duties.unconfirmed", letter=line.rule.evidence)
    return [
        line.rule.code,
        WORDS.own(line.rule.names),
        number(line.formula.base, WORDS.language),
        _spoken(line.formula.rate),
        number(line.amount, WORDS.language),
        sure,
    ]


def _remarks(owed: Owed) -> list[str]:
    (item,) = owed.bill.items
    said = []
    if owed.case.invoice is not None:
        said.append(say("duties.value", amount=Money(owed.value, owed.bill.currency)))
    said += [say(UNSAID[cost]) for cost in owed.unsaid]
    if owed.is_suspended:
        said.append(say("duties.guarantee", amount=owed.bill.guaranteed))
    if item.treatment is Treatment.NONE:
        said.append(say("duties.none", procedure=owed.case.item.procedure))
    if item.forgone.amount:
        said.append(say("duties.forgone", amount=item.forgone))
    if owed.aged is not None:
        left = Money(owed.aged.value, owed.bill.currency)
        said.append(say("duties.aged", age=owed.aged.age, lost=owed.aged.lost, amount=left))
    said += [say("duties.near_trigger", charge=code) for code in item.near_trigger]
    return said


def _rate(rate: Rate) -> str:
    """0.2, 150/KGM, 0.1+150/KGM, max(0.1,150/KGM), or a flat amount."""
    if rate.flat is not None:
        return _digits(rate.flat)
    parts = [] if rate.share is None else [_digits(rate.share)]
    if rate.per_unit is not None:
        parts.append(f"{_digits(rate.per_unit)}/{rate.unit}")
    if len(parts) < 2 or rate.join is Join.SUM:
        return "+".join(parts) or "0"
    return f"{'max' if rate.join is Join.HIGHER else 'min'}({','.join(parts)})"


def _spoken(rate: Rate) -> str:
    """The same in the person's language: a share in percent."""
    alone = rate.flat is None and rate.per_unit is None and rate.share is not None
    if not alone:
        return _rate(rate)
    return f"{number(Decimal(_digits((rate.share or Decimal(0)).scaleb(2))), WORDS.language)}{NBSP}%"


def _digits(value: Decimal) -> str:
    """Without needless zeros nor exponent."""
    return format(value.normalize(), "f")


def _safe(text: str) -> str:
    return text.replace("[", r"\[")
