"""Checkpoints: the notes of public logs are read and verified; nothing changed, cut or made up passes."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amont.journal.checkpoints import (
    Checkpoint,
    CheckpointForged,
    CheckpointOfOther,
    CheckpointUnreadable,
    CheckpointUnsigned,
    KeyKind,
    SigningKey,
    cosign,
    opened,
    sign,
    verifier_key,
)
from amont.journal.tree import EMPTY_ROOT, leaf_hash
from amont.kernel.errors import AmontError

# A note that a public certificate log published, with a line of a kind unknown here (zTM8sQ...), its own
# (ui8GwC...) and those of four witnesses; and the keys that the log and two of the witnesses publish.
PUBLIC = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501
PUBLIC_LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
PUBLIC_WITNESSES = [
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
]

ORIGIN = "amont.example/sn/journal"
KEY = SigningKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
NEW_KEY = SigningKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"\1" * 32))
NEIGHBOUR = SigningKey("amont.example/ml/witness", Ed25519PrivateKey.from_private_bytes(b"\2" * 32))
HEAD = Checkpoint(ORIGIN, 3, leaf_hash(b"root"))
NOTE = sign(HEAD, key=KEY)
LOG_KEY, WITNESS_KEY = KEY.verifier(), NEIGHBOUR.verifier(KeyKind.WITNESS)


def test_the_note_of_a_public_log_is_verified_with_its_key_and_those_of_its_witnesses():
    keys = [verifier_key(text) for text in (PUBLIC_LOG, *PUBLIC_WITNESSES)]

    found = opened(PUBLIC, keys=keys, origin="arche2025h1.staging.ct.transparency.dev")

    assert found.checkpoint.size == 1_432_088_532
    assert base64.b64encode(found.checkpoint.root) == b"U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro="
    assert [(signer.key, signer.seconds) for signer in found.signers] == [
        (keys[0], None),
        (keys[1], 1_779_573_024),
        (keys[2], 1_779_573_024),
    ]


def test_a_note_is_written_as_the_format_says():
    assert NOTE.splitlines(keepends=True) == [
        "amont.example/sn/journal\n",
        "3\n",
        "PAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=\n",
        "\n",
        "— amont.example/sn/journal "
        "t7SYgFXlHXYZLhm+5DZ2HDUpZBEz0iHkwgDWAfmntqev4yZg+uVXUMJQJcwr5XKkhlU0fSkZ7j5a7+5EHtBluNhClQE=\n",
    ]


@pytest.mark.parametrize("text", [PUBLIC_LOG, *PUBLIC_WITNESSES])
def test_a_published_key_is_read_and_written_again_as_it_was(text):
    assert str(verifier_key(text)) == text


def test_a_signed_note_opens_to_what_was_signed():
    found = opened(NOTE.encode(), keys=[LOG_KEY], origin=ORIGIN)

    assert found.checkpoint == HEAD
    assert [signer.key for signer in found.signers] == [LOG_KEY]


@pytest.mark.parametrize("size", [0, 1, 2**63 - 1])
def test_the_smallest_and_the_largest_logs_have_their_notes(size):
    head = Checkpoint(ORIGIN, size, EMPTY_ROOT)

    assert opened(sign(head, key=KEY), keys=[LOG_KEY]).checkpoint == head


def test_extension_lines_are_signed_and_kept():
    head = Checkpoint(ORIGIN, 3, HEAD.root, ("time 1", "…"))
    note = sign(head, key=KEY)

    assert opened(note, keys=[LOG_KEY]).checkpoint.extensions == ("time 1", "…")
    with pytest.raises(CheckpointForged):
        opened(note.replace("time 1", "time 2"), keys=[LOG_KEY])


def test_any_byte_changed_makes_a_note_that_is_refused():
    for place in range(len(NOTE.encode())):
        changed = bytearray(NOTE.encode())
        changed[place] ^= 1

        with pytest.raises(AmontError) as refusal:
            opened(bytes(changed), keys=[LOG_KEY], origin=ORIGIN)

        assert refusal.value.code.startswith("journal.checkpoint_")


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_note_that_was_cut_is_refused(cut):
    with pytest.raises(CheckpointUnreadable):
        opened(NOTE[:-cut], keys=[LOG_KEY])


def test_a_size_that_was_changed_is_a_forgery():
    with pytest.raises(CheckpointForged) as refusal:
        opened(NOTE.replace("\n3\n", "\n4\n"), keys=[LOG_KEY])

    assert refusal.value.facts == {"name": ORIGIN}


def test_a_good_signature_does_not_excuse_a_forged_one():
    forged = NOTE.splitlines()[-1][:-4] + "AA==\n"
    forged_line = sign(Checkpoint(ORIGIN, 4, HEAD.root), key=KEY).splitlines(keepends=True)[-1]

    for line in (forged, forged_line):
        with pytest.raises(AmontError):
            opened(NOTE + line, keys=[LOG_KEY])


def test_a_note_signed_by_nobody_known_proves_nothing():
    with pytest.raises(CheckpointUnsigned) as refusal:
        opened(NOTE, keys=[NEW_KEY.verifier(), WITNESS_KEY])

    assert refusal.value.facts == {"names": ORIGIN}
    with pytest.raises(CheckpointUnsigned):
        opened(NOTE, keys=[])


def test_a_key_of_another_name_is_another_key():
    renamed = SigningKey("amont.example/ml/journal", KEY.private).verifier()

    with pytest.raises(CheckpointUnsigned):
        opened(NOTE, keys=[renamed])


def test_a_well_signed_note_about_another_log_is_refused():
    with pytest.raises(CheckpointOfOther) as refusal:
        opened(NOTE, keys=[LOG_KEY], origin="amont.example/ml/journal")

    assert refusal.value.facts == {"origin": ORIGIN, "expected": "amont.example/ml/journal"}


def test_a_log_signs_under_its_own_name_only():
    with pytest.raises(CheckpointOfOther):
        sign(HEAD, key=NEIGHBOUR)


def test_after_a_change_of_key_both_signatures_can_stand_on_one_note():
    both = NOTE + sign(HEAD, key=NEW_KEY).splitlines(keepends=True)[-1]

    assert len(opened(both, keys=[LOG_KEY, NEW_KEY.verifier()]).signers) == 2
    assert len(opened(both, keys=[NEW_KEY.verifier()]).signers) == 1


def test_a_witness_adds_a_line_with_the_time_it_looked():
    cosigned = cosign(NOTE, key=NEIGHBOUR, seconds=1_795_420_800)

    found = opened(cosigned, keys=[LOG_KEY, WITNESS_KEY], origin=ORIGIN)

    assert cosigned.startswith(NOTE)
    assert [(signer.key.name, signer.seconds) for signer in found.signers] == [
        (ORIGIN, None),
        ("amont.example/ml/witness", 1_795_420_800),
    ]


def test_whoever_knows_the_witness_only_can_still_open_the_note():
    cosigned = cosign(NOTE, key=NEIGHBOUR, seconds=1_795_420_800)

    assert opened(cosigned, keys=[WITNESS_KEY]).checkpoint == HEAD


def test_a_witness_key_taken_for_that_of_a_log_signs_nothing():
    cosigned = cosign(NOTE, key=NEIGHBOUR, seconds=1_795_420_800)

    with pytest.raises(CheckpointUnsigned):
        opened(cosigned, keys=[NEIGHBOUR.verifier(KeyKind.LOG)])


def test_the_time_of_a_witness_cannot_be_moved():
    cosigned = cosign(NOTE, key=NEIGHBOUR, seconds=1_795_420_800)
    line = cosigned.splitlines()[-1]
    raw = bytearray(base64.b64decode(line.split(" ")[2]))
    raw[11] ^= 1

    moved = cosigned.replace(line.split(" ")[2], base64.b64encode(raw).decode())

    with pytest.raises(CheckpointForged):
        opened(moved, keys=[WITNESS_KEY])


@pytest.mark.parametrize("seconds", [-1, 2**63])
def test_a_time_that_no_witness_can_write_is_refused(seconds):
    with pytest.raises(CheckpointUnreadable):
        cosign(NOTE, key=NEIGHBOUR, seconds=seconds)
