"""Bytes in a JSON body: as base64."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64


def base64_text(text: str) -> str:
    """Base64 that can be read. ValueError."""
    try:
        b64decode(text, validate=True)
    except NotBase64 as error:
        raise ValueError("base64") from error
    return text
