import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from amont.engine.screen.background import remember
from amont.engine.screen.bundle import NotAModel, from_bytes, to_bytes
from amont.engine.screen.policy import Policy
from tests.engine.trade import RECORD, trade


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    background = remember(
        trade(items=1_500, seed=4), repeated=RECORD, policy=Policy(), seed=1, progress=lambda name, done: None
    )
    with ZipFile(BytesIO(to_bytes(background))) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def sealed(members: dict[str, bytes]) -> bytes:
    """A model file whose digest fits its members: made by somebody, not damaged."""
    parts = {name: data for name, data in members.items() if name != "digest.txt"}
    whole = sha256(b"".join(sha256(parts[name]).digest() for name in sorted(parts))).hexdigest()
    out = BytesIO()
    with ZipFile(out, "w") as bundle:
        for name, data in {"digest.txt": whole.encode(), **parts}.items():
            bundle.writestr(name, data)
    return out.getvalue()


def test_a_model_of_another_list_of_features_is_refused(members):
    card = json.loads(members["card.json"])
    card["features"] = card["features"][1:]

    with pytest.raises(NotAModel) as refused:
        from_bytes(sealed(members | {"card.json": json.dumps(card).encode()}))

    assert refused.value.facts == {"detail": "features"}


def test_a_model_whose_trees_cannot_be_read_is_refused(members):
    model = json.loads(members["model.json"])
    model["offence"]["new"]["texts"] = ["no trees"]

    with pytest.raises(NotAModel):
        from_bytes(sealed(members | {"model.json": json.dumps(model).encode()}))
