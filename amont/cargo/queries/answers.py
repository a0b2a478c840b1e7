"""What is answered to a received file, message by message, from the rows that were kept of it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

from amont.cargo.models import (
    CargoNoticed,
    CargoReceipt,
    Manifest,
    ManifestVersion,
    ReceiptState,
    VersionState,
)
from amont.cargo.queries.bodies import part_of
from amont.formats.detect import HEAD_BYTES, ManifestKind, manifest_kind
from amont.formats.edifact import Interchange, read_edifact
from amont.formats.manifest.answers import Answer
from amont.formats.manifest.records import Voyage
from amont.kernel.errors import AmontError, Unreadable
from amont.kernel.findings import Finding, Severity

MOST_FINDINGS = 1_000
PLACE = re.compile(r"message (\d{1,9})")  # how findings of the room name a message of its file
WHOLE = "-"


class MessageNotRead(AmontError):
    """The message waits to be read: there is no answer yet."""

    code = "cargo.not_read_yet"
    status = 409


def head_of(receipt: CargoReceipt) -> bytes:
    """The first bytes of a file, never the whole of it. One query."""
    return part_of(receipt, 0, HEAD_BYTES)


def kind_of_message(receipt: CargoReceipt) -> ManifestKind | None:
    """The format of a file, None for one that announces nothing. One query."""
    return manifest_kind(head_of(receipt))


def envelope_of(head: bytes) -> Interchange:
    """The envelope that the file opens with; all "" where it has none."""
    try:
        found = next(iter(read_edifact(BytesIO(head))), None)
    except Unreadable:
        return Interchange()
    return found if isinstance(found, Interchange) else Interchange()


def answers_of(receipt: CargoReceipt) -> list[Answer]:
    """An answer to each message, one to a file of which nothing came. Three queries. MessageNotRead."""
    if receipt.state == ReceiptState.WAITING or receipt.read_at is None:
        raise MessageNotRead()
    number = str(receipt.pk)
    if receipt.state == ReceiptState.REFUSED:
        refusal = _refusal(receipt.refusal or {})
        return [Answer(Voyage(), receipt.read_at, message=number, findings=(refusal,))]
    versions = {row.message: row for row in receipt.versions.select_related("manifest")}
    manifests = Manifest.objects.in_bulk([one["manifest"] for one in receipt.outcome if one["manifest"]])
    found = _found(receipt, {row.pk: place for place, row in versions.items()})
    if not receipt.outcome:
        return [Answer(Voyage(), receipt.read_at, message=number, findings=tuple(found.get(0, ())))]
    return [
        _answer(receipt, one, versions.get(place), manifests.get(one["manifest"]), found.get(place, []))
        for place, one in enumerate(receipt.outcome)
    ]


def _answer(
    receipt: CargoReceipt,
    outcome: dict[str, Any],
    version: ManifestVersion | None,
    manifest: Manifest | None,
    findings: list[Finding],
) -> Answer:
    """A change after arrival is answered as its officer decided, once he has."""
    state = _state(outcome, version)
    at = version.decided_at if version and version.decided_at else receipt.read_at
    assert at is not None  # it was read
    if state == VersionState.REFUSED and version is not None:
        facts: dict[str, object] = {"ground": version.ground}
        findings = [Finding("cargo.amendment_refused", Severity.REFUSE, WHOLE, facts=facts), *findings]
    is_registered = manifest is not None and state in ("applied", "same")
    return Answer(
        _voyage(outcome, version, manifest),
        at,
        registered_as=str(manifest.pk) if manifest and is_registered else "",
        message=str(receipt.pk),
        findings=tuple(findings),
        is_pending=state == VersionState.PROPOSED,
    )


def _state(outcome: dict[str, Any], version: ManifestVersion | None) -> str:
    """What became of it: of what was proposed, what was decided since."""
    said = str(outcome["state"])
    return str(version.state) if said == VersionState.PROPOSED and version is not None else said


def _voyage(outcome: dict[str, Any], version: ManifestVersion | None, manifest: Manifest | None) -> Voyage:
    """What of the voyage an answer says."""
    header = version.header if version else {}
    day = header.get("departed_on")
    return Voyage(
        reference=str(header.get("reference") or outcome.get("reference", "")),
        office=manifest.office if manifest else str(header.get("office", "")),
        voyage=manifest.voyage if manifest else str(header.get("voyage", "")),
        departed_on=manifest.departed_on if manifest else date.fromisoformat(day) if day else None,
        master=version.master if version else "",
    )


def _refusal(told: dict[str, Any]) -> Finding:
    facts = dict(told.get("facts") or {})
    line = str(facts.get("line", ""))
    return Finding(
        str(told.get("code", "")),
        Severity.REFUSE,
        WHOLE,
        facts=facts,
        line=int(line) if line.isdecimal() and len(line) < 10 else None,
    )


def _found(receipt: CargoReceipt, places: dict[int, int]) -> dict[int, list[Finding]]:
    """Findings by place of their message, the gravest first; those of the whole file go with the first."""
    found: dict[int, list[Finding]] = {}
    for row in receipt.findings.order_by("-severity", "pk")[:MOST_FINDINGS]:
        named = PLACE.fullmatch(row.path)
        place = int(named[1]) - 1 if named else places.get(row.version_id or 0, 0)
        found.setdefault(place, []).append(finding_of(row))
    return found


def finding_of(row: CargoNoticed) -> Finding:
    """A kept finding, as its reader gave it."""
    facts = {"bill": row.bill, **row.facts} if row.bill else row.facts
    return Finding(row.code, Severity(row.severity), row.path, row.value, facts, row.line)
