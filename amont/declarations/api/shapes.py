"""Shapes of declarations in the API: members bear the names of the columns of `kernel.items`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, create_model
from pydantic import Field as Member

from amont.declarations.actions.drafts import GREATEST_VERSION, LONGEST
from amont.edge.api.bodies import NO_CONTROL_SIGNS, Told
from amont.edge.api.problems import Problem
from amont.kernel.items import FIELDS, Field, Kind

MOST_ITEMS = 9_999
MOST_IN_BATCH = 500
LONGEST_CODE, LONGEST_TEXT = 80, 2_000
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)  # as readers of files take them
FARTHEST = 1e18  # no figure of a declaration lies beyond
MOST_ITEM_NUMBER = 99_999
OF_THE_WHOLE = ("reference", "version", "replaces")
DECLARED = [field for field in FIELDS if not field.outcome]
IN_HEADER = (
    "declared_on", "office", "border_office", "declaration_type", "import_type", "import_use", "payment_mode",
    "transport_mode", "importer", "declarant", "seller", "carrier", "departure", "loading_place",
    "transport_document", "container", "currency",
)  # fmt: skip
PATTERNS = {"hs_code": r"^[0-9]{4,12}$", "origin": r"^[A-Z]{2}$", "departure": r"^[A-Z]{2}$",
            "currency": r"^[A-Z]{3}$", "container": r"^[01]$"}  # fmt: skip


def _collapsed(text: str) -> str:
    """Any run of blanks in a code is one blank, as in every reader of files."""
    return " ".join(text.split())


def code(longest: int, pattern: str = NO_CONTROL_SIGNS, *, shortest: int = 0) -> Any:
    """A code of at most so many signs, none of them a control sign."""
    signs = StringConstraints(max_length=longest, min_length=shortest, pattern=pattern)
    return Annotated[str, signs, AfterValidator(_collapsed)]


def _kind(field: Field) -> Any:
    if field.kind is Kind.DAY:
        return Annotated[date, Member(ge=FIRST_DAY, le=LAST_DAY)]
    if field.kind is Kind.NUMBER:
        return Annotated[float, Member(ge=-FARTHEST, le=FARTHEST)]
    if field.kind is Kind.INTEGER:
        return Annotated[int, Member(ge=1, le=MOST_ITEM_NUMBER)]
    if field.kind is Kind.TEXT:
        return Annotated[str, StringConstraints(max_length=LONGEST_TEXT, pattern=NO_CONTROL_SIGNS)]
    return code(LONGEST.get(field.name, LONGEST_CODE), PATTERNS.get(field.name, NO_CONTROL_SIGNS))


def _members(fields: Iterable[Field]) -> dict[str, Any]:
    """Members that may be left out, or null. Each says what it means and its box."""
    return {field.name: (_kind(field) | None, Member(None, description=_meaning(field))) for field in fields}


def _meaning(field: Field) -> str:
    unit = f", {field.unit}" if field.unit else ""
    return f"{field.meaning}{unit} (SAD box {field.box})" if field.box else f"{field.meaning}{unit}"


ItemTold = create_model(
    "Item",
    __base__=Told,
    __doc__="One item. What it does not say is as in the declaration.",
    **_members(field for field in DECLARED if field.name not in OF_THE_WHOLE),
)
Header = create_model(
    "Header", __base__=Told, **_members(field for field in DECLARED if field.name in IN_HEADER)
)


class DeclarationTold(Header):  # type: ignore[misc, valid-type]
    """A declaration to lodge. Its members hold for each item that does not say otherwise."""

    model_config = ConfigDict(title="Declaration")

    reference: code(LONGEST["reference"], shortest=1)  # type: ignore[valid-type]
    version: Annotated[int, Member(ge=1, le=GREATEST_VERSION)] | None = None
    replaces: code(LONGEST["replaces"]) | None = None  # type: ignore[valid-type]
    items: Annotated[list[ItemTold], Member(min_length=1, max_length=MOST_ITEMS)]  # type: ignore[valid-type]


class BatchTold(Told):
    """Several declarations: each is answered by itself."""

    model_config = ConfigDict(title="Batch")

    declarations: Annotated[list[DeclarationTold], Member(min_length=1, max_length=MOST_IN_BATCH)]


class FindingShown(BaseModel):
    """What was noticed. severity: note, a doubt; hold, a person must look; refuse, it goes no further."""

    model_config = ConfigDict(title="Finding")

    code: str
    severity: Literal["note", "hold", "refuse"]
    pointer: str | None = None
    path: str | None = None
    value: str | None = None
    detail: str


class LodgedShown(BaseModel):
    """What became of a declaration. lane: where it may be known, null until it is decided."""

    model_config = ConfigDict(title="Lodged")

    id: int
    reference: str
    version: int
    state: str
    lane: str | None = None
    findings: list[FindingShown]


class AnswerShown(BaseModel):
    """What became of one declaration of a batch: lodged, or the problem with it."""

    model_config = ConfigDict(title="BatchAnswer")

    status: int
    lodged: LodgedShown | None = None
    problem: Problem | None = None


class BatchShown(BaseModel):
    """One answer for each declaration, in their order."""

    answers: list[AnswerShown]


class VersionShown(BaseModel):
    """One version. held: a key fact is missing."""

    model_config = ConfigDict(title="Version")

    version: int
    lodged_at: datetime
    held: bool


class Listed(BaseModel):
    """A declaration in a list. customs_value, duties: sums of its items."""

    model_config = ConfigDict(title="ListedDeclaration")

    id: int
    reference: str
    version: int
    state: str
    lane: str | None = None
    office: str
    declaration_type: str
    declared_on: date | None
    declarant: str
    importer: str
    replaces: str
    lodged_at: datetime
    item_count: int
    customs_value: float | None
    duties: float | None


class Declared(Listed):
    """A declaration with its items as declared, a page of them at a time."""

    model_config = ConfigDict(title="DeclarationShown")

    versions: list[VersionShown]
    items: list[dict[str, Any]]
    items_after: int | None = None


class Listing(BaseModel):
    """Newest first. after: what to ask for the next page; null on the last."""

    declarations: list[Listed]
    after: int | None


class Findings(BaseModel):
    """What was noticed in each version, the newest first."""

    findings: list[FindingShown]


EXAMPLE: Mapping[str, Any] = {
    "reference": "2026DM01C41872",
    "declared_on": "2026-11-23",
    "office": "DM01",
    "declaration_type": "IM4",
    "importer": "IMP001",
    "declarant": "BR001",
    "departure": "CN",
    "currency": "USD",
    "items": [
        {
            "item": 1,
            "hs_code": "40111000",
            "description": "Pneus neufs de tourisme",
            "origin": "CN",
            "packages": 100,
            "net_kg": 1000.0,
            "gross_kg": 1080.0,
            "item_price": 3400.0,
            "customs_value": 2000000.0,
            "duties": 880000.0,
        }
    ],
}
LODGED: Mapping[str, Any] = {
    "id": 41872,
    "reference": "2026DM01C41872",
    "version": 1,
    "state": "lodged",
    "findings": [],
}
