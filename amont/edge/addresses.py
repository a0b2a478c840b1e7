"""Addresses of webhooks: what may be called, and where a name leads, asked once."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from amont.kernel.errors import AmontError

LONGEST = 500
PRINTABLE = re.compile(r"[\x21-\x7e]+")
NAT64 = IPv6Network("64:ff9b::/96")
PORTS = {"https": 443, "http": 80}
Ip = IPv4Address | IPv6Address


class UrlUnfit(AmontError):
    """No address one may call: https, a host, no name or password, no fragment. Facts: url."""

    code = "webhook.url_unfit"


class UrlPrivate(AmontError):
    """An address inside the administration's own network, which nobody outside chooses. Facts: host."""

    code = "webhook.url_private"


@dataclass(frozen=True, slots=True)
class Target:
    """What is called. path: with its query."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str, *, allows_private: bool) -> Target:
    """The parts of an address. UrlUnfit; UrlPrivate: it is written as a private number.

    allows_private: of a node whose receivers stand beside it; then plain http is taken too.
    """
    try:
        parts = urlsplit(url if len(url) <= LONGEST and PRINTABLE.fullmatch(url) else "")
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise UrlUnfit(url=url) from None
    is_known = parts.scheme == "https" or (allows_private and parts.scheme == "http")
    if not is_known or not host or "@" in parts.netloc or "#" in url or port == 0:
        raise UrlUnfit(url=url)
    if not allows_private and _is_number(host) and not is_public(ip_address(host)):
        raise UrlPrivate(host=host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def resolved(target: Target, *, allows_private: bool) -> tuple[str, ...]:
    """The numbers a name leads to: no others are then called. UrlPrivate; OSError: there is none.

    One private number among them is enough to refuse: a name has no business with both.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    numbers = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    if not allows_private and not all(is_public(ip_address(one)) for one in numbers):
        raise UrlPrivate(host=target.host)
    return numbers


def is_public(number: Ip) -> bool:
    """Is it a machine of the open network? Numbers that carry another one within are judged by that one."""
    within = _within(number) if isinstance(number, IPv6Address) else None
    if within is not None:
        return is_public(within)
    return number.is_global and not number.is_multicast and not number.is_reserved


def _within(number: IPv6Address) -> IPv4Address | None:
    if number in NAT64:
        return IPv4Address(int(number) & 0xFFFF_FFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
