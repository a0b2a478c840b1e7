"""How money is asked of a provider: one interface, and its form over HTTP with signed messages.

A provider (mobile money, bank) is asked for a payment by our reference, asked what became of it, and tells of
it by itself. All three say the same four things. See docs/adr/0021.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Protocol

from amont.edge.posting import SIGNATURE, Posted, is_signed, post, signature
from amont.kernel.errors import AmontError
from amont.payments.models import Provider

MOST_BYTES = 65_536
LONGEST_ID, LONGEST_WHY = 60, 120
NOT_THERE = 404


class Said(StrEnum):
    """What a provider says of a payment. What stands lower wins, in whatever order it is told."""

    PENDING = "pending"
    FAILED = "failed"
    PAID = "paid"
    REVERSED = "reversed"


class CallbackUnsigned(AmontError):
    """Not signed by the provider, or too long ago: nothing is read of it."""

    code = "payment.callback_unsigned"
    status = 401


class CallbackUnfit(AmontError):
    """Signed, and not what a provider says of a payment. Facts: field."""

    code = "payment.callback_unfit"
    status = 422


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A payment or a refund to ask for. reference: ours, always the same for the same thing."""

    reference: str
    amount: Decimal
    currency: str
    payer: str
    about: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider says. id: its own number. why: of a failure, in its words."""

    reference: str
    id: str
    said: Said
    amount: Decimal
    currency: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """told None: no answer that can be read; fault: why, in one word. is_unknown: it never heard of it."""

    told: Told | None
    fault: str = ""
    is_unknown: bool = False


class Adapter(Protocol):
    """A provider of payments."""

    def ask(self, asked: AskedFor, *, at: int) -> Answered: ...

    def state(self, reference: str, *, at: int) -> Answered: ...

    def refund(self, asked: AskedFor, *, at: int) -> Answered: ...

    def heard(self, body: bytes, *, signed: str, at: int) -> Told: ...


@dataclass(frozen=True, slots=True)
class HttpAdapter:
    """Over HTTP: POST payments, GET payments/<reference>, POST refunds; bodies and callbacks are signed."""

    url: str
    secret: str
    allows_private: bool

    def ask(self, asked: AskedFor, *, at: int) -> Answered:
        """Ask that a payer pays. Asked again with the same reference, nothing more is asked of the payer."""
        return self._sent("payments", asked, at=at)

    def refund(self, asked: AskedFor, *, at: int) -> Answered:
        """Ask that money is given back."""
        return self._sent("refunds", asked, at=at)

    def state(self, reference: str, *, at: int) -> Answered:
        """What became of a payment."""
        return self._called(f"payments/{reference}", b"", verb="GET", at=at, reference=reference)

    def heard(self, body: bytes, *, signed: str, at: int) -> Told:
        """What a provider tells by itself. CallbackUnsigned, CallbackUnfit."""
        if not is_signed(self.secret, body=body, told=signed, now=at):
            raise CallbackUnsigned()
        return told_in(body)

    def _sent(self, path: str, asked: AskedFor, *, at: int) -> Answered:
        body = {
            "reference": asked.reference, "amount": format(asked.amount, "f"), "currency": asked.currency,
            "payer": asked.payer, "about": asked.about,
        }  # fmt: skip
        sent = json.dumps(body, separators=(",", ":")).encode()
        return self._called(path, sent, verb="POST", at=at, reference=asked.reference)

    def _called(self, path: str, body: bytes, *, verb: str, at: int, reference: str) -> Answered:
        signed = body or f"{verb} {path}".encode()
        headers = {"Content-Type": "application/json", SIGNATURE: signature(self.secret, body=signed, at=at)}
        url = f"{self.url.rstrip('/')}/{path}"
        posted = post(
            url, body=body, headers=headers, allows_private=self.allows_private, verb=verb, most=MOST_BYTES
        )
        return answered(posted, reference)


def answered(posted: Posted, reference: str) -> Answered:
    """What an answer says of the payment it was asked of."""
    if not posted.is_done:
        fault = posted.fault or f"http_{posted.status}"
        return Answered(None, fault, is_unknown=posted.status == NOT_THERE)
    try:
        told = told_in(posted.body)
    except CallbackUnfit:
        return Answered(None, "unreadable")
    return Answered(told) if told.reference == reference else Answered(None, "unreadable")


def told_in(body: bytes) -> Told:
    """A message of a provider. CallbackUnfit."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise CallbackUnfit(field="body") from None
    if not isinstance(told, dict):
        raise CallbackUnfit(field="body")
    state = told.get("state")
    if state not in list(Said):
        raise CallbackUnfit(field="state")
    amount = _amount(told)
    if state == Said.PAID and not amount:
        raise CallbackUnfit(field="amount")
    return Told(
        _text(told, "reference"), _text(told, "id"), Said(state), amount, _text(told, "currency"),
        str(told.get("why") or "").replace("\0", "")[:LONGEST_WHY],
    )  # fmt: skip


def _text(told: Mapping[str, Any], name: str) -> str:
    text = told.get(name)
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST_ID or not text.isprintable():
        raise CallbackUnfit(field=name)
    return text


def _amount(told: Mapping[str, Any]) -> Decimal:
    """Amounts are text: a figure of JSON is no exact number."""
    try:
        amount = Decimal(_text(told, "amount"))
    except InvalidOperation:
        raise CallbackUnfit(field="amount") from None
    if not amount.is_finite() or not 0 <= amount < 10**18 or amount.as_tuple().exponent < -4:  # type: ignore[operator]
        raise CallbackUnfit(field="amount")
    return amount


def adapter_of(provider: Provider, *, allows_private: bool) -> Adapter:
    """How this provider is spoken to."""
    return HttpAdapter(provider.url, provider.secret, allows_private)
