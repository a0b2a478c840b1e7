"""A webhook reaches the open network alone: never a machine of our own, whatever its address looks like."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from amont.edge.addresses import Target, UrlPrivate, UrlUnfit, is_public, resolved, target_of


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://example.org/hook", Target("https", "example.org", 443, "/hook")),
        ("https://example.org:8443/a?b=c", Target("https", "example.org", 8443, "/a?b=c")),
        ("https://EXAMPLE.org", Target("https", "example.org", 443, "/")),
        ("https://[2606:4700::1111]/x", Target("https", "2606:4700::1111", 443, "/x")),
    ],
)
def test_an_address_is_taken_apart(url: str, target: Target) -> None:
    assert target_of(url, allows_private=False) == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "http://example.org/hook",
        "ftp://example.org",
        "file:///etc/passwd",
        "gopher://example.org",
        "https://",
        "https:///hook",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/#part",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y",
        "https://exämple.org/",
        "https://example.org/" + "x" * 500,
        "https://[::1",
        "//example.org/",
    ],
)
def test_what_is_no_address_one_may_call_is_refused(url: str) -> None:
    with pytest.raises(UrlUnfit):
        target_of(url, allows_private=False)


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fc00::1",
    "fe80::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:0:0:0:0:80ff:fffe",
]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_private_number_is_not_public_whatever_it_hides_in(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["1.1.1.1", "41.82.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_a_number_of_the_open_network_is_public(number: str) -> None:
    assert is_public(ip_address(number))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]"])
def test_a_private_number_in_an_address_is_refused_at_once(host: str) -> None:
    with pytest.raises(UrlPrivate):
        target_of(f"https://{host}/", allows_private=False)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433"])
def test_a_name_that_leads_home_is_refused_when_it_is_asked(host: str) -> None:
    target = target_of(f"https://{host}/", allows_private=False)

    with pytest.raises(UrlPrivate):
        resolved(target, allows_private=False)


def test_a_node_whose_receivers_stand_beside_it_calls_them() -> None:
    target = target_of("http://localhost:8000/hook", allows_private=True)

    assert target.scheme == "http"
    assert set(resolved(target, allows_private=True)) <= {"127.0.0.1", "::1"}
