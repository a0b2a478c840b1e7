import pytest

from amont.engine.selectivity.refusals import ShareOutOfRange, SharesTooLarge
from amont.engine.selectivity.thresholds import Shares


@pytest.mark.parametrize(
    "shares", [{"inspect": 1.2}, {"random": -0.1}, {"duty": float("nan")}, {"new_operator": 2.0}]
)
def test_a_share_that_is_no_share_is_refused(shares):
    with pytest.raises(ShareOutOfRange) as refusal:
        Shares(**shares)

    assert [refusal.value.facts["share"]] == list(shares)


@pytest.mark.parametrize(
    "shares", [{"inspect": 0.5, "documents": 0.5}, {"random": 0.6, "explore": 0.5}, {"duty": 0.95}]
)
def test_shares_that_promise_more_than_there_is_are_refused(shares):
    with pytest.raises(SharesTooLarge):
        Shares(**shares)


def test_shares_may_take_everything():
    assert (
        Shares(inspect=0.7, documents=0.2, audit=0.1, random=0.5, explore=0.5, critical=0.9, duty=0.1).inspect
        == 0.7
    )
