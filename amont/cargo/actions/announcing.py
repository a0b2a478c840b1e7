"""Announcing: a message becomes a version of its manifest; after arrival, when an officer agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum

from amont.cargo import facts
from amont.cargo.actions.belonging import manifest_of, may_change
from amont.cargo.actions.bills import PART, Writing, cancel, mark_split
from amont.cargo.actions.following import follow_announced
from amont.cargo.actions.messages import Decided, Message, Outcome, outcome_of
from amont.cargo.actions.noticing import Doubt, note
from amont.cargo.events import AmendmentProposed, ManifestAnnounced, ManifestCancelled, ManifestComplete
from amont.cargo.models import Bill, BillBox, CargoReceipt, Manifest, ManifestVersion, VersionState
from amont.cargo.states import BEFORE_ARRIVAL, TRANSITIONS, State
from amont.formats.manifest.records import BillRead, Function, Scope, Voyage
from amont.journal.actions import announce
from amont.kernel.agents import Agent
from amont.kernel.findings import Finding, Severity
from amont.kernel.states import step

UNTIL_UNLOADED = (State.ARRIVED, State.UNLOADING)
ANNOUNCED_IN = (*BEFORE_ARRIVAL, *UNTIL_UNLOADED, State.CANCELLED)
WHOLE = (Function.ORIGINAL, Function.REPLACE)
OF_THE_MESSAGE = ("reference", "previous", "written_at", "function", "extras")  # no content of the voyage


class _Nothing(Exception):  # noqa: N818
    """Nothing is other than before: what was begun is taken back."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class _Refused(Exception):  # noqa: N818
    """The message goes no further: what was begun is taken back."""

    def __init__(self, code: str, manifest: Manifest) -> None:
        super().__init__(code)
        self.code, self.manifest = code, manifest


def announce_message(
    receipt: CargoReceipt,
    message: Message,
    bills: Iterator[BillRead],
    *,
    sender: Agent,
    now: datetime,
    today: date,
    decided: Decided | None = None,
) -> Outcome:
    """Write one message, whole or not at all. Done twice, it changes nothing."""
    try:
        with transaction.atomic():
            return _announce(receipt, message, bills, sender=sender, now=now, today=today, decided=decided)
    except _Nothing as nothing:
        return nothing.outcome
    except _Refused as refused:
        return _refused(refused.code, message, receipt, refused.manifest)


def _announce(
    receipt: CargoReceipt,
    message: Message,
    bills: Iterator[BillRead],
    *,
    sender: Agent,
    now: datetime,
    today: date,
    decided: Decided | None,
) -> Outcome:
    CargoReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    written = ManifestVersion.objects.filter(receipt=receipt, message=message.place).first()
    if decided is None and written is not None:
        return outcome_of(written)
    manifest, is_new, missing = manifest_of(message.voyage, receipt, now=now, today=today)
    if decided is None and not may_change(
        manifest, message.voyage, receipt, sender=sender, is_new=is_new, today=today
    ):
        raise _Refused("cargo.not_yours", manifest)
    if manifest.state not in ANNOUNCED_IN:
        raise _Refused("cargo.too_late", manifest)
    version = decided.version if decided else _version(manifest, message, receipt, sender=sender, now=now)
    if manifest.state in UNTIL_UNLOADED and decided is None:
        return _proposed(version, message, receipt)
    version.held = bool(missing) or any(one.severity is Severity.HOLD for one in message.findings)
    version.number = 1 if is_new else manifest.version + 1
    version.state = VersionState.APPLIED
    version.save()
    writing = Writing(version, receipt)
    _write(writing, message, manifest, bills, is_new=is_new)
    is_same = writing.is_nothing and not is_new and not _has_news(manifest, message.voyage)
    if is_same and decided is None and manifest.state != State.CANCELLED:
        raise _Nothing(Outcome("same", manifest.pk, manifest.version, same=writing.same))
    note([*_missing(missing, message), *map(Doubt, message.findings)], receipt=receipt, version=version)
    _settle(manifest, version, writing, message.voyage, is_new=is_new, now=now)
    return replace(outcome_of(version), same=writing.same, refused=writing.refused)


def _write(
    writing: Writing, message: Message, manifest: Manifest, bills: Iterator[BillRead], *, is_new: bool
) -> None:
    voyage = message.voyage
    if voyage.function is Function.CANCEL and voyage.scope is Scope.VOYAGE:
        live = Bill.objects.live().filter(manifest=manifest)
        writing.cancelled = cancel(live, writing.version)
        return
    if voyage.function is Function.CANCEL and voyage.master and not message.bills:
        live = Bill.objects.live().filter(manifest=manifest, master=writing.version.master)
        writing.cancelled = cancel(live, writing.version)
    if voyage.function is Function.CANCEL:
        bills = (replace(one, bill=replace(one.bill, is_cancelled=True)) for one in bills)
    while part := list(islice(bills, PART)):
        writing.take(part)
    is_whole = voyage.function in WHOLE and voyage.scope is not Scope.DOCUMENT and message.bills > 0
    writing.finish(takes_missing=is_whole and not is_new)


def _settle(
    manifest: Manifest,
    version: ManifestVersion,
    writing: Writing,
    voyage: Voyage,
    *,
    is_new: bool,
    now: datetime,
) -> None:
    """After its bills: the state, the sums and the columns of the manifest; then it is told."""
    mark_split(manifest.pk)
    writing.is_held |= follow_announced(manifest, version, now=now)
    version.added, version.changed, version.cancelled = writing.added, writing.changed, writing.cancelled
    version.held = version.held or writing.is_held
    version.save(update_fields=["added", "changed", "cancelled", "held"])
    if voyage.scope is Scope.VOYAGE:
        for name, value in facts.header(voyage).items():
            if value:
                setattr(manifest, name, value)
    manifest.version = version.number or 1
    _count(manifest)
    is_cancelled = voyage.function is Function.CANCEL and voyage.scope is Scope.VOYAGE
    if is_cancelled and manifest.state in BEFORE_ARRIVAL and not manifest.bills:
        step(manifest, "cancel", table=TRANSITIONS)
        _tell(ManifestCancelled(manifest.pk), manifest, version)
    else:
        if not is_new:
            step(manifest, _act(manifest), table=TRANSITIONS)
        _tell(ManifestAnnounced(manifest.pk, version.number or 1), manifest, version)
        if (
            voyage.scope is Scope.VOYAGE
            and manifest.state == State.ANNOUNCED
            and not _is_held(manifest, version)
        ):
            complete(manifest, by=version.by, now=now)
    manifest.save()


def _act(manifest: Manifest) -> str:
    """What a further version of a manifest is, by its state."""
    if manifest.state == State.CANCELLED:
        return "announce_again"
    return "amend" if manifest.state in BEFORE_ARRIVAL else "amend_after"


def complete(manifest: Manifest, *, by: str, now: datetime) -> None:
    """All bills of a locked manifest are there. The caller saves it."""
    step(manifest, "complete", table=TRANSITIONS)
    manifest.complete_at = manifest.complete_at or now
    announce(ManifestComplete(manifest.pk), by=by, subject=manifest.subject, office=manifest.office)


def _is_held(manifest: Manifest, version: ManifestVersion) -> bool:
    live = Bill.objects.live().filter(manifest=manifest)
    return version.held or live.filter(held=True).exists() or not live.exists()


def _count(manifest: Manifest) -> None:
    """The sums of its live bills, those under a master of the same manifest left out. Two queries."""
    live = Bill.objects.live().filter(manifest=manifest)
    masters = live.filter(is_split=True).values("number")
    sums = live.filter(~Q(master__in=masters) | Q(master="")).aggregate(
        packages=Sum("packages"), gross_kg=Sum("gross_kg")
    )
    manifest.packages, manifest.gross_kg = sums["packages"], sums["gross_kg"]
    manifest.bills = live.count()
    boxes = BillBox.objects.filter(manifest=manifest, is_live=True)
    manifest.boxes = boxes.values("number").distinct().count()


def _tell(event: Any, manifest: Manifest, version: ManifestVersion) -> None:
    announce(event, by=version.by, subject=manifest.subject, office=manifest.office)


def _version(
    manifest: Manifest, message: Message, receipt: CargoReceipt, *, sender: Agent, now: datetime
) -> ManifestVersion:
    voyage = message.voyage
    return ManifestVersion(
        manifest=manifest,
        receipt=receipt,
        message=message.place,
        function=voyage.function.value,
        scope=voyage.scope.value,
        master=facts.named(voyage.master),
        lodged_at=now,
        by=sender.name,
        operator=receipt.operator,
        header=facts.raw_header(voyage),
        declared=dict(facts.declared(voyage)),
        counted=message.counted,
        ground=receipt.ground,
    )


def _proposed(version: ManifestVersion, message: Message, receipt: CargoReceipt) -> Outcome:
    """What has arrived changes only when an officer agrees."""
    version.state = VersionState.PROPOSED
    version.save(force_insert=True)
    note([Doubt(one) for one in message.findings], receipt=receipt, version=version)
    _tell(AmendmentProposed(version.manifest_id, version.pk), version.manifest, version)
    return Outcome("proposed", version.manifest_id, None)


def _refused(code: str, message: Message, receipt: CargoReceipt, manifest: Manifest) -> Outcome:
    facts_told: dict[str, object] = {"voyage": manifest.voyage, "state": str(manifest.state)}
    finding = Finding(code, Severity.REFUSE, f"message {message.place + 1}", facts=facts_told)
    if not receipt.findings.filter(code=code, path=finding.path).exists():
        note([Doubt(finding)], receipt=receipt, version=None)
    return Outcome("refused", refused=max(message.bills, 1), code=code)


def _missing(names: tuple[str, ...], message: Message) -> list[Doubt]:
    """What of the key of the manifest its message does not say."""
    place = f"message {message.place + 1}"
    return [
        Doubt(Finding(f"cargo.{name}_missing", Severity.HOLD, place, line=message.voyage.line))
        for name in names
    ]


def _has_news(manifest: Manifest, voyage: Voyage) -> bool:
    """Does the message say something else of the voyage than the last one did?"""
    if voyage.scope is not Scope.VOYAGE:
        return False
    before = manifest.versions.filter(number__lte=manifest.version, scope=Scope.VOYAGE.value)
    last = before.order_by("-number").values_list("header", flat=True).first()
    said = facts.raw_header(voyage)
    return last is None or _content(last) != _content(said)


def _content(header: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in header.items() if name not in OF_THE_MESSAGE}
