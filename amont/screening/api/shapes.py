"""Bodies of referrals: as carriers read them and answer them."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Member

from amont.edge.api.bodies import NO_CONTROL_SIGNS, Told
from amont.edge.api.bytes import base64_text
from amont.edge.papers import LONGEST_NAME, MOST_BYTES
from amont.screening.actions.answering import MOST_FILES, Reply
from amont.screening.models.referrals import LONGEST_WORDS

LONGEST_FILE = MOST_BYTES * 4 // 3 + 4  # as base64
NO_NUL = r"^[^\u0000]*$"  # words may have lines
Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS, pattern=NO_NUL)]
Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME, pattern=NO_CONTROL_SIGNS)]
Bytes = Annotated[str, StringConstraints(max_length=LONGEST_FILE), AfterValidator(base64_text)]
KINDS = Literal["information", "screening", "do_not_load"]
STATES = Literal["asked", "answered", "closed", "withdrawn"]
METHODS = Literal["scanner", "hand", "trace", "dogs", "metal", "other"]
RESULTS = Literal["clear", "doubt", "impossible"]
OUTCOMES = Literal["acknowledged", "not_loaded", "loaded"]


class ReferralFileShown(BaseModel):
    """A document of an answer. sha256: of its bytes."""

    model_config = ConfigDict(title="ReferralFile")

    name: str
    media: str
    size: int
    sha256: str


class ReferralMoveShown(BaseModel):
    """One thing that happened. round: of questions. method, result, done_at, outcome: of answers."""

    model_config = ConfigDict(title="ReferralMove")

    act: Literal["ask", "ask_again", "remind", "overdue", "answer", "close", "withdraw"]
    round: int
    at: datetime
    words: str
    due_at: datetime | None
    method: str
    result: str
    done_at: datetime | None
    outcome: str
    files: list[ReferralFileShown]


class ReferralShown(BaseModel):
    """What customs asks of the carrier of a bill. ground: why, as the carrier is told."""

    model_config = ConfigDict(title="Referral")

    id: int
    bill: int
    number: str
    voyage: str
    office: str
    kind: KINDS
    points: list[str]
    ground: str
    question: str
    state: STATES
    round: int
    asked_at: datetime
    due_at: datetime
    is_late: bool


class ReferralWhole(ReferralShown):
    """With all that was said of it, the first one first."""

    model_config = ConfigDict(title="ReferralWhole")

    history: list[ReferralMoveShown]


class Referrals(BaseModel):
    """A page of referrals. after: to ask for the next one; null on the last."""

    referrals: list[ReferralShown]
    after: int | None


class FileTold(Told):
    """A document: PDF, JPEG, PNG or WebP, as base64."""

    model_config = ConfigDict(title="AnswerFile")

    name: Name = ""
    data: Bytes


class AnswerTold(Told):
    """An answer. round: which question it answers.

    method, result, done_at: for a screening. outcome: where goods may not be loaded.
    """

    model_config = ConfigDict(title="ReferralAnswer")

    round: Annotated[int, Member(ge=1, le=32_767)]
    words: Words = ""
    method: METHODS | None = None
    result: RESULTS | None = None
    done_at: datetime | None = None
    outcome: OUTCOMES | None = None
    files: Annotated[list[FileTold], Member(max_length=MOST_FILES)] = []

    def reply(self) -> Reply:
        """As the verb takes it. An hour without its zone is of UTC."""
        at = self.done_at
        return Reply(
            round=self.round,
            words=self.words,
            files=tuple((one.name, b64decode(one.data)) for one in self.files),
            method=self.method or "",
            result=self.result or "",
            done_at=at if at is None or at.tzinfo else at.replace(tzinfo=UTC),
            outcome=self.outcome or "",
        )


class ReferralAnswered(BaseModel):
    """The answer is kept. number: of the move in the history. state: of the referral now."""

    model_config = ConfigDict(title="AnswerKept")

    number: int
    state: STATES


SHOWN: dict[str, Any] = {
    **{"id": 12, "bill": 41872, "number": "MAEU123", "voyage": "AB652A", "office": "DM01"},
    **{"kind": "information", "points": ["goods"], "ground": "unclear"},
    **{"question": "De quelles machines s’agit-il ?", "state": "asked", "round": 1},
    **{"asked_at": "2026-11-23T09:00:00Z", "due_at": "2026-11-24T09:00:00Z", "is_late": False},
}
MOVE: dict[str, Any] = {
    **{"act": "ask", "round": 1, "at": "2026-11-23T09:00:00Z", "words": "De quelles machines s’agit-il ?"},
    **{"due_at": "2026-11-24T09:00:00Z", "method": "", "result": "", "done_at": None, "outcome": ""},
    "files": [],
}
ANSWER: dict[str, Any] = {"round": 1, "words": "Deux tours à métaux, facture jointe.", "files": []}
