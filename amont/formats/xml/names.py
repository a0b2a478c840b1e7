"""Names of elements, compared without namespace, capitals and the misspellings of senders."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=8192)
def fold(tag: str) -> str:
    """A tag without namespace, capitals, signs, doubled letters: Suppplementary is Supplementary."""
    plain = "".join(sign for sign in local_name(tag).casefold() if sign.isalnum())
    return re.sub(r"([^\W\d_])\1+", r"\1", plain)


def local_name(tag: str) -> str:
    """The name without namespace and without prefix, declared or not."""
    return tag.rpartition("}")[2].rpartition(":")[2]
