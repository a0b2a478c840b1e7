"""Questions on persons, postings, operators and keys."""

from amont.parties.queries.agents import agent_named, agent_of, names_of, operator_names, posted_in
from amont.parties.queries.keys import KeyFound, agent_of_key, key_of
from amont.parties.queries.links import LinkOver, person_of_link
from amont.parties.queries.operators import holds_mandate

__all__ = [
    "KeyFound",
    "LinkOver",
    "agent_named",
    "agent_of",
    "agent_of_key",
    "holds_mandate",
    "key_of",
    "names_of",
    "operator_names",
    "person_of_link",
    "posted_in",
]
