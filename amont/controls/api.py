"""Results of inspections in the API: those of a system beside come in, those of signed controls go out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Member

from amont.controls.actions.elsewhere import Elsewhere, note_elsewhere
from amont.controls.actions.results import FIGURES, LONGEST_REMARK, Found
from amont.controls.models import ItemResult
from amont.controls.permissions import GRANTS
from amont.controls.queries import results_of
from amont.declarations.models import Declaration
from amont.edge.api.bodies import NO_CONTROL_SIGNS, Told, body_of
from amont.edge.api.operations import REFERENCE, WRITING, given, operation, taken
from amont.edge.api.problems import Problem, told
from amont.edge.routes import Request, Words
from amont.journal.actions import note_read
from amont.kernel.agents import NotFound
from amont.kernel.errors import AmontError

router = Router(tags=["results"])
MOST = 500
GREATEST = 1e18
LONGEST_REFERENCE = 60
Figure = Annotated[float, Member(ge=0, le=GREATEST)]
Reference = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_REFERENCE, pattern=NO_CONTROL_SIGNS)
]
Remark = Annotated[str, StringConstraints(max_length=LONGEST_REMARK, pattern=NO_CONTROL_SIGNS)]
OUTCOMES = Literal["compliant", "minor", "offence", "not_inspected"]
KINDS = Literal["value", "origin", "species", "quantity", "prohibited", "document", "rights", "other"]


class ResultTold(Told):
    """What was found on one item. found_*: what differs from the declaration. version: the present one."""

    model_config = ConfigDict(title="Result")

    reference: Reference
    version: Annotated[int, Member(ge=1, le=2**31 - 1)] | None = None
    item: Annotated[int, Member(ge=1, le=99_999)]
    outcome: OUTCOMES
    offence_kind: KINDS | None = None
    threatens_safety: bool = False
    found_hs_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,11}$")] | None = None
    found_origin: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    found_packages: Figure | None = None
    found_net_kg: Figure | None = None
    found_value: Figure | None = None
    duty_before: Figure | None = None
    duty_after: Figure | None = None
    fine: Figure | None = None
    remark: Remark | None = None


class ResultsTold(Told):
    """Results, each answered by itself."""

    model_config = ConfigDict(title="Results")

    results: Annotated[list[ResultTold], Member(min_length=1, max_length=MOST)]


class ResultAnswer(BaseModel):
    """recorded; known: the item has a result already, which stays; refused: the problem says why."""

    status: Literal["recorded", "known", "refused"]
    problem: Problem | None = None


class ResultAnswers(BaseModel):
    """One answer for each result, in their order."""

    answers: list[ResultAnswer]


class ResultShown(BaseModel):
    """The signed result of one item. The officer is not told."""

    item: int | None
    outcome: str
    offence_kind: str
    threatens_safety: bool
    found_hs_code: str
    found_origin: str
    found_packages: float | None
    found_net_kg: float | None
    found_value: float | None
    duty_before: float | None
    duty_after: float | None
    fine: float | None
    closed_at: datetime | None


class ResultsShown(BaseModel):
    """Results of signed controls of a declaration."""

    model_config = ConfigDict(title="SignedResults")

    results: list[ResultShown]


RESULT = {
    "reference": "2026DM01C41872",
    "item": 1,
    "outcome": "offence",
    "offence_kind": "value",
    "found_value": 2600000.0,
    "duty_before": 880000.0,
    "duty_after": 1144000.0,
}
SIGNED = {
    **{name: RESULT[name] for name in ("item", "outcome", "offence_kind", "found_value")},
    **{"threatens_safety": False, "found_hs_code": "", "found_origin": "", "found_packages": None},
    **{"found_net_kg": None, "duty_before": 880000.0, "duty_after": 1144000.0, "fine": None},
    **{"closed_at": "2026-11-23T14:12:00Z"},
}


@router.post(
    "/results",
    summary="Record results of inspections made elsewhere",
    **operation(
        GRANTS,
        "note_elsewhere",
        gives={200: ResultAnswers},
        example={"answers": [{"status": "recorded"}]},
        takes=taken(ResultsTold, example={"results": [RESULT]}),
        refuses=WRITING,
    ),
)
def results(request: HttpRequest) -> HttpResponse:
    """For a system beside Amont. Sent again, results change nothing; they count from the next day."""
    asked = cast(Request, request)
    body = body_of(asked, ResultsTold)
    answers = note_elsewhere([_elsewhere(one) for one in body.results], by=asked.agent, on=asked.today)
    return given(ResultAnswers(answers=[_answer(one, asked.words) for one in answers]))


@router.get(
    "/declarations/{reference}/results",
    summary="Results of signed controls",
    **operation(GRANTS, "read_results", gives={200: ResultsShown}, example={"results": [SIGNED]}),
)
def signed_results(
    request: HttpRequest,
    reference: str = REFERENCE,
) -> HttpResponse:
    """Item by item, without the officer. Who reads them is noted."""
    agent = cast(Request, request).agent
    row = Declaration.objects.all().visible_to(agent).filter(reference=reference).first()
    if row is None:
        raise NotFound(what="declaration")
    found = results_of(row.pk, agent=agent)
    note_read("controls.read_results", by=agent.name, subject=row.subject, office=row.office)
    return given(ResultsShown(results=[_shown(one) for one in found]))


def _elsewhere(told_: ResultTold) -> Elsewhere:
    texts: dict[str, Any] = {
        name: getattr(told_, name) or ""
        for name in ("offence_kind", "found_hs_code", "found_origin", "remark")
    }
    figures: dict[str, Any] = {name: _decimal(getattr(told_, name)) for name in FIGURES}
    found = Found(outcome=told_.outcome, threatens_safety=told_.threatens_safety, **texts, **figures)
    return Elsewhere(told_.reference, told_.item, found, told_.version)


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def _answer(answer: str | AmontError, words: Words) -> ResultAnswer:
    if isinstance(answer, AmontError):
        return ResultAnswer(status="refused", problem=Problem(**told(answer, words=words)))
    status: Any = answer
    return ResultAnswer(status=status)


def _shown(row: ItemResult) -> ResultShown:
    names = ("outcome", "offence_kind", "threatens_safety", "found_hs_code", "found_origin")
    figures = {name: getattr(row, name) for name in FIGURES}
    numbers: dict[str, Any] = {
        name: None if value is None else float(value) for name, value in figures.items()
    }
    plain = {name: getattr(row, name) for name in names}
    return ResultShown(item=row.item.item, closed_at=row.control.closed_at, **plain, **numbers)
