"""Checkpoints and keys made to harm, or cut by accident: refused with a code, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amont.journal.checkpoints import (
    Checkpoint,
    CheckpointUnreadable,
    KeyUnreadable,
    SigningKey,
    opened,
    parse,
    sign,
    verifier_key,
)
from amont.kernel.errors import AmontError
from tests.journal.test_checkpoints import HEAD, KEY, LOG_KEY, NOTE, ORIGIN

THREE = "\n3\n"
PUBLISHED = str(LOG_KEY)
LINE = f"— {ORIGIN} AAAAAAAA\n"


def sized(size: str) -> str:
    """The note with another line for the size."""
    return NOTE.replace(THREE, f"\n{size}\n")


def signed_by(line: str) -> str:
    """The text with another signature line."""
    return HEAD.text() + "\n" + line


@pytest.mark.parametrize(
    "head",
    [
        Checkpoint("", 3, HEAD.root),
        Checkpoint("a\nb", 3, HEAD.root),
        Checkpoint(ORIGIN, -1, HEAD.root),
        Checkpoint(ORIGIN, 2**63, HEAD.root),
        Checkpoint(ORIGIN, 3, b"short"),
        Checkpoint(ORIGIN, 3, HEAD.root, ("",)),
        Checkpoint(ORIGIN, 3, HEAD.root, ("a\nb",)),
        Checkpoint(ORIGIN, 3, HEAD.root, ("tab\t",)),
        Checkpoint(ORIGIN, 3, HEAD.root, ("\ud800",)),
    ],
)
def test_a_checkpoint_that_would_read_back_as_another_is_not_signed(head):
    with pytest.raises(AmontError):
        sign(head, key=SigningKey(head.origin, KEY.private))


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "\n\n", "\n\n\n", "— ", NOTE + "\n", "\n" + NOTE, NOTE + "x", NOTE[:-1] + " \n",
        NOTE.replace("\n", "\r\n"), NOTE.replace("— ", "- "), NOTE.replace("— ", "—"),
        NOTE.replace("\n\n", "\n"), NOTE.replace("\n\n", "\n\n\n"), NOTE.replace("\n\n— ", "\n\n—  "),
        NOTE.replace("=\n\n", "\n\n"), NOTE.replace("=\n\n", "==\n\n"), NOTE.replace(THREE, "\n"),
        sized("03"), sized("+3"), sized("-3"), sized(" 3"), sized("3 "), sized("３"), sized("3_0"),
        sized("0x3"), sized("9" * 19), sized("9" * 9999), sized("\n3"), sized(""), f"{ORIGIN}\n3\n\n{LINE}",
        f"{ORIGIN}\n3\nAAAA\n\n{LINE}", signed_by(f"— {ORIGIN} AAAA\n"), signed_by(f"— {ORIGIN} \n"),
        signed_by(f"— {ORIGIN}\n"), signed_by("— a+b AAAAAAAA\n"), signed_by("— a\u2003b AAAAAAAA\n"),
        signed_by("—  AAAAAAAA\n"), signed_by(f"— {ORIGIN} AAAA-_AA\n"), signed_by(f"— {ORIGIN} AAAAAAB=\n"),
        signed_by(f"— {ORIGIN} AAAA AAAA\n"), signed_by(LINE * 101), signed_by("x" * 300_000 + "\n\n" + LINE),
        HEAD.text() + "x" * 300_000 + "\n\n" + LINE, signed_by("— a\x00b AAAAAAAA\n"),
        NOTE.replace("3", "3\x7f\t", 1),
        NOTE.replace(ORIGIN, "\x00", 1), NOTE.replace(ORIGIN, "\ud800", 1),
        b"\xff" + NOTE.encode(), b"\xef\xbb\xbf",
    ],
    ids=range(50),
)  # fmt: skip
def test_a_text_that_is_no_note_is_refused(text):
    with pytest.raises(CheckpointUnreadable) as refusal:
        opened(text, keys=[LOG_KEY])

    assert refusal.value.code == "journal.checkpoint_unreadable"


@given(st.text() | st.binary() | st.lists(st.sampled_from(NOTE.splitlines(keepends=True))).map("".join))
def test_whatever_is_given_as_a_note_is_read_or_refused_with_a_code(text):
    try:
        read = parse(text)
    except AmontError as refusal:
        assert refusal.code == "journal.checkpoint_unreadable"
    else:
        assert read.checkpoint.text() in (text if isinstance(text, str) else text.decode())


def test_lines_of_unknown_kinds_and_keys_are_passed_over():
    note = NOTE + "— grease.example Ym9ndXM=\n" + "— a\u200bb AAAAAAAAAAAA\n" * 90

    assert opened(note, keys=[LOG_KEY]).checkpoint == HEAD


@pytest.mark.parametrize(
    "text",
    [
        "", "+", "++", "name", "name+00000000", f"{ORIGIN}+00000000+{PUBLISHED.split('+', 2)[2]}",
        PUBLISHED[:-1], PUBLISHED + "=", PUBLISHED + "\n", " " + PUBLISHED, "a b" + PUBLISHED,
        PUBLISHED.replace("+AT", "+Ag", 1), PUBLISHED.replace("+", "+ ", 1),
        PUBLISHED.replace("amont", "\ud800"),
        "log.example+12345678+AwEB", "log.example+12345678+pas_du_base64!", "x" * 100_000,
    ],
    ids=range(17),
)  # fmt: skip
def test_a_text_that_is_no_verifier_key_is_refused(text):
    with pytest.raises(KeyUnreadable) as refusal:
        verifier_key(text)

    assert len(refusal.value.facts["key"]) <= 80


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb"])
def test_a_key_without_a_proper_name_publishes_nothing(name):
    with pytest.raises(KeyUnreadable):
        SigningKey(name, KEY.private).verifier()
