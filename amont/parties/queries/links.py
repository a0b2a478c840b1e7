"""Links by which a person, and nobody else, chooses a password."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from amont.kernel.errors import AmontError
from amont.parties.models import Person


class LinkOver(AmontError):
    """The link was used, replaced by a newer one, or made more than three days ago."""

    code = "account.link_over"
    status = 410


class _Links(PasswordResetTokenGenerator):
    """Links to choose a password: each change of the password ends all that were made before."""

    key_salt = "amont.parties.link"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        return f"{user.pk}:{user.password}:{timestamp}"


LINKS = _Links()


def person_of_link(person: int, *, token: str) -> Person:
    """The account a link opens. LinkOver."""
    row = Person.objects.filter(pk=person, is_active=True).first()
    if row is None or not LINKS.check_token(row, token):
        raise LinkOver()
    return row
