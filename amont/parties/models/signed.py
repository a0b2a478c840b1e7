"""Acts that a person signed with a passkey: what was shown, what was answered, the act it was spent on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SignedAct(models.Model):
    """One question put to a passkey, bound to one act of one person on one subject, and its answer.

    facts: what the person read. digest: of act, subject and facts; challenge: of digest and salt.
    credential, client_data, authenticator_data, signature: the answer, kept to be verified again by anybody.
    spent_at: when the act was done; an answer serves one act, once.
    """

    person = models.CharField(max_length=80)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=32)
    challenge = models.BinaryField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    credential = models.BinaryField(null=True)
    public_key = models.BinaryField(null=True)
    client_data = models.BinaryField(null=True)
    authenticator_data = models.BinaryField(null=True)
    signature = models.BinaryField(null=True)
    spent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_signed_act"
        indexes = [
            models.Index(
                fields=["person", "digest"],
                name="signed_act_unspent",
                condition=Q(signed_at__isnull=False, spent_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(spent_at__isnull=True) | Q(signed_at__isnull=False), name="signed_before_spent"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(
                    credential__isnull=False,
                    public_key__isnull=False,
                    client_data__isnull=False,
                    authenticator_data__isnull=False,
                    signature__isnull=False,
                ),
                name="signed_with_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"
