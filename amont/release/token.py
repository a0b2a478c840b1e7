"""The signed release on one line: made by the node, read offline by a port that has the node's public key.

    AMR1.<claims>.<signature>

Claims are JSON of sorted short members without blanks, in base64url without padding: n number, d reference of
the declaration, b bills, c containers, m how many containers in all, p packages, o office, i day of issue,
u last day on which the line alone is enough, k name of the signing key. The signature is Ed25519 (RFC 8032)
over ``amont.release.1\\n`` and the claims as written: no other text signed by the key can pass for it.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amont.kernel.errors import AmontError

MARK, CONTEXT = "AMR1", b"amont.release.1\n"
LONGEST = 2_900  # signs that still fit in one QR code
MOST_NAMED = 40  # containers, bills: the rest is counted
TEXTS = ("n", "d", "o", "k", "i", "u", "p")


class TokenUnreadable(AmontError):
    """The line is no release: cut, or never one."""

    code = "release.token_unreadable"


class TokenForged(AmontError):
    """The signature is not that of the key: made up, changed, or of another node."""

    code = "release.token_forged"


@dataclass(frozen=True, slots=True)
class Token:
    """What is signed. packages: "" when unsaid. box_count: of all containers, named or not."""

    number: str
    reference: str
    office: str
    issued_on: date
    until_on: date
    key: str
    bills: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    box_count: int = 0
    packages: str = ""


def written(token: Token, *, private: Ed25519PrivateKey) -> str:
    """The line, signed. The same facts give the same line."""
    claims = _encoded(_claims(token))
    signature = private.sign(CONTEXT + claims.encode())
    return f"{MARK}.{claims}.{_base64(signature)}"


def read_token(text: str, *, public: bytes) -> Token:
    """The facts, once the signature is that of this key. TokenUnreadable, TokenForged."""
    mark, _, rest = text.strip().partition(".")
    claims, _, signature = rest.partition(".")
    if mark != MARK or len(text) > LONGEST + len(MARK):
        raise TokenUnreadable()
    signed = _bytes_of(signature)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, CONTEXT + claims.encode())
    except (InvalidSignature, ValueError):
        raise TokenForged() from None
    return _token(_decoded(claims))


def _claims(token: Token) -> dict[str, Any]:
    return {
        "n": token.number,
        "d": token.reference,
        "o": token.office,
        "i": token.issued_on.isoformat(),
        "u": token.until_on.isoformat(),
        "k": token.key,
        "b": list(token.bills[:MOST_NAMED]),
        "c": list(token.boxes[:MOST_NAMED]),
        "m": token.box_count,
        "p": token.packages,
    }


def _encoded(claims: dict[str, Any]) -> str:
    return _base64(json.dumps(claims, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def _decoded(text: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes_of(text))
    except ValueError:
        raise TokenUnreadable() from None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in TEXTS):
        raise TokenUnreadable()
    return found


def _token(claims: dict[str, Any]) -> Token:
    try:
        return Token(
            number=claims["n"],
            reference=claims["d"],
            office=claims["o"],
            issued_on=date.fromisoformat(claims["i"]),
            until_on=date.fromisoformat(claims["u"]),
            key=claims["k"],
            bills=tuple(map(str, claims["b"])),
            boxes=tuple(map(str, claims["c"])),
            box_count=int(claims["m"]),
            packages=claims["p"],
        )
    except (KeyError, TypeError, ValueError):
        raise TokenUnreadable() from None


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes_of(text: str) -> bytes:
    """Bytes of base64url, of which each value has one writing only. TokenUnreadable."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise TokenUnreadable() from None
    if _base64(raw) != text:
        raise TokenUnreadable()
    return raw
