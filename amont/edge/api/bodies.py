"""Bodies read strictly: JSON of known members and kinds, or the fault and the pointer to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from pydantic import BaseModel, ConfigDict, ValidationError

from amont.edge.api.problems import BodyTooLarge, Fault, MediaUnknown, NotJson, Unfit
from amont.kernel.findings import clip

JSON, XML, XML_TEXT = "application/json", "application/xml", "text/xml"
MOST_BYTES = 8 * 2**20
MOST_FAULTS = 100
NO_CONTROL_SIGNS = r"^[^\u0000-\u001f\u007f-\u009f]*$"
Body = TypeVar("Body", bound=BaseModel)

OF_KINDS: Mapping[str, str] = {
    "missing": "api.missing",
    "extra_forbidden": "api.unknown_member",
    "string_pattern_mismatch": "api.signs",
    "string_too_short": "api.too_short",
    "string_too_long": "api.too_long",
    "too_short": "api.too_few",
    "too_long": "api.too_many",
    "greater_than": "api.beyond",
    "greater_than_equal": "api.beyond",
    "less_than": "api.beyond",
    "less_than_equal": "api.beyond",
    "finite_number": "api.beyond",
    "literal_error": "api.not_listed",
    "enum": "api.not_listed",
    "date_parsing": "api.day",
    "date_type": "api.day",
    "date_from_datetime_parsing": "api.day",
    "date_from_datetime_inexact": "api.day",
}
AT = re.compile(r"line (\d+) column (\d+)")
LIMITS = ("ge", "gt", "le", "lt", "min_length", "max_length")


class Told(BaseModel):
    """Members of a body: unknown ones, other kinds and endless numbers are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, str_strip_whitespace=True)


def media_of(request: HttpRequest, *, known: Sequence[str] = (JSON,)) -> str:
    """The kind of body that was sent. MediaUnknown."""
    given = (request.content_type or "").lower()
    if given not in known:
        raise MediaUnknown(given=clip(given), known=", ".join(known))
    return given


def bytes_of(request: HttpRequest, *, most: int = MOST_BYTES) -> bytes:
    """The body as it came. BodyTooLarge, NotJson: it broke off."""
    try:
        body: bytes = request.body if most <= MOST_BYTES else request.read(most + 1)
    except RequestDataTooBig:
        raise BodyTooLarge(most=most) from None
    except UnreadablePostError:
        raise NotJson(line=None, column=None) from None
    if len(body) > most:
        raise BodyTooLarge(most=most)
    return body


def body_of(request: HttpRequest, model: type[Body]) -> Body:
    """A JSON body. MediaUnknown, BodyTooLarge, NotJson, Unfit."""
    media_of(request)
    return read(bytes_of(request), model)


def read(body: bytes, model: type[Body]) -> Body:
    """JSON of a known shape. NotJson, Unfit."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> NotJson | Unfit:
    found = error.errors(include_url=False, include_input=False)
    if found[0]["type"] == "json_invalid":
        at = AT.search(str(found[0].get("ctx", {}).get("error", "")))
        return NotJson(line=at and int(at[1]), column=at and int(at[2]))
    return Unfit([fault_of(one, pointer_of(one["loc"])) for one in found[:MOST_FAULTS]])


def fault_of(error: Mapping[str, Any], pointer: str | None, parameter: str = "") -> Fault:
    """One fault as pydantic tells it, in our words."""
    limits = {name: value for name, value in error.get("ctx", {}).items() if name in LIMITS}
    least = next((limits[name] for name in ("ge", "gt", "min_length") if name in limits), None)
    most = next((limits[name] for name in ("le", "lt", "max_length") if name in limits), None)
    name = parameter or (pointer or "").rpartition("/")[2]
    facts = {"name": clip(name), "least": least, "most": most, "known": error.get("ctx", {}).get("expected")}
    return Fault(OF_KINDS.get(error["type"], "api.kind"), facts, pointer, parameter)


def pointer_of(place: Sequence[object]) -> str:
    """A place as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)
