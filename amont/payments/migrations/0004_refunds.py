"""Refunds, with the guard of their sum: a new table, nothing is locked."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.edge.columns
import amont.payments.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0003_providers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("operator", models.CharField(max_length=40)),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("currency", models.CharField(max_length=3)),
                ("ground", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(default=amont.payments.states.RefundState["ASKED"], max_length=10),
                ),
                ("asked_by", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("account", models.CharField(blank=True, max_length=40)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("paid_by", models.CharField(blank=True, max_length=80)),
                ("paid_at", models.DateTimeField(null=True)),
                (
                    "payment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.payment",
                    ),
                ),
                (
                    "unmatched",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.unmatched",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "-id"], name="refund_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("payment__isnull", False), ("unmatched__isnull", True)),
                            models.Q(("payment__isnull", True), ("unmatched__isnull", False)),
                            _connector="OR",
                        ),
                        name="refund_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), models.Q(("ground", ""), _negated=True)),
                        name="refund_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    amont.payments.states.RefundState["ASKED"],
                                    amont.payments.states.RefundState["REFUSED"],
                                    amont.payments.states.RefundState["ACCEPTED"],
                                    amont.payments.states.RefundState["PAID"],
                                ],
                            )
                        ),
                        name="refund_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", amont.payments.states.RefundState["ASKED"]),
                            models.Q(
                                models.Q(("decided_by", ""), _negated=True),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="refund_by_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", amont.payments.states.RefundState["PAID"]), _negated=True),
                            models.Q(
                                models.Q(("reference", ""), _negated=True),
                                models.Q(("paid_by", ""), _negated=True),
                                models.Q(("account", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="refund_paid_by_transfer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("account", "reference"),
                        name="refund_transfer_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "protect_refunds.sql").read_text(), (SQL / "release_refunds.sql").read_text()
        ),
    ]
