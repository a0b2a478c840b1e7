import pytest

from amont.engine.learning.codes import DECLARED, HABIT, HISTORY, UNKNOWN
from amont.engine.profiles.keys import HABIT_KEYS, KEYS, Group
from amont.engine.profiles.layout import DIRECT
from amont.site.sentences import SENTENCES


def test_every_group_that_can_weigh_in_a_score_has_a_code_to_tell_it():
    assert {key.group for key in KEYS} | {Group.REPEAT} <= set(HISTORY) == set(UNKNOWN)
    assert {key.group for key in HABIT_KEYS} == set(HABIT)
    assert {group for _, group in DIRECT} == set(DECLARED)


@pytest.mark.parametrize(
    "code", [code for table in (HISTORY, UNKNOWN, DECLARED, HABIT) for code in table.values()]
)
def test_every_reason_of_a_score_has_its_sentence(code):
    assert code in SENTENCES
