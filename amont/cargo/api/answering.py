"""The answer to a file in the form of its sender: CUSRES, the XML of ASYCUDA, our JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amont.cargo.api import telling
from amont.cargo.api.shapes import AnsweredShown, CargoAnswer
from amont.cargo.models import CargoReceipt
from amont.cargo.queries.answers import answers_of, envelope_of, head_of
from amont.edge.api.bodies import JSON, XML
from amont.edge.routes import Words
from amont.formats.awmds.answer import write_answer
from amont.formats.detect import ManifestKind, manifest_kind
from amont.formats.edifact import Interchange, write_cusres
from amont.formats.manifest.answers import Answer
from amont.kernel.findings import Finding

EDIFACT = "application/edifact"
LEVELS = ("UNOA", "UNOB", "UNOC", "UNOW", "UNOY")  # those that a CUSRES is written in
USUAL = "UNOC"


class Form(StrEnum):
    """In which form a file is answered."""

    CUSRES = "cusres"
    XML = "xml"
    JSON = "json"


OWN = {ManifestKind.EDIFACT: Form.CUSRES, ManifestKind.AWMDS: Form.XML}  # of what senders send; else JSON
MEDIA = {Form.CUSRES: EDIFACT, Form.XML: XML, Form.JSON: JSON}
SUFFIXES = {Form.CUSRES: "edi", Form.XML: "xml", Form.JSON: "json"}


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as bytes, with their kind and the name of a file for them."""

    data: bytes
    media: str
    name: str


def written(receipt: CargoReceipt, form: Form | None, *, words: Words) -> Written:
    """The answer to a file; form None: the sender's own. MessageNotRead."""
    answers, head = answers_of(receipt), head_of(receipt)
    kind = manifest_kind(head)
    chosen = form or (OWN.get(kind, Form.JSON) if kind else Form.JSON)

    def say(finding: Finding) -> str:
        return telling.sentence(finding, words)

    def tell(answer: Answer) -> AnsweredShown:
        return telling.answered(answer, is_json=kind is ManifestKind.JSON, words=words)

    if chosen is Form.CUSRES:
        data = write_cusres(answers, envelope=_envelope(receipt, head, answers[0].at), say=say)
    elif chosen is Form.XML:
        data = write_answer(answers, say=say)
    else:
        data = _json(receipt, answers, tell)
    return Written(data, MEDIA[chosen], f"reponse-{receipt.pk}.{SUFFIXES[chosen]}")


def _envelope(receipt: CargoReceipt, head: bytes, at: datetime) -> Interchange:
    """The sender's own, turned round."""
    asked = envelope_of(head) if manifest_kind(head) is ManifestKind.EDIFACT else Interchange()
    return Interchange(
        sender=asked.recipient,
        recipient=asked.sender,
        reference=str(receipt.pk),
        level=asked.level if asked.level in LEVELS else USUAL,
        written_at=at,
        is_test=asked.is_test,
    )


def _json(receipt: CargoReceipt, answers: list[Answer], tell: Callable[[Answer], AnsweredShown]) -> bytes:
    shown = CargoAnswer(message=receipt.pk, answers=[tell(one) for one in answers])
    return shown.model_dump_json(exclude_unset=True).encode()
