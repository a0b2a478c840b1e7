"""Providers of payments, what they are asked for and say; rules of means and kinds are checked anew, a moment."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.edge.columns
import amont.payments.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("theirs", models.CharField(blank=True, max_length=60)),
                ("payer", models.CharField(blank=True, max_length=40)),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("currency", models.CharField(max_length=3)),
                ("state", models.CharField(default=amont.payments.states.AskState["ASKED"], max_length=10)),
                ("received", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("fault", models.CharField(blank=True, max_length=120)),
                ("asked_by", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="MoneyAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("amount", "Amount"),
                            ("not_owed", "Not Owed"),
                            ("reversed", "Reversed"),
                            ("late", "Reversed Late"),
                            ("contrary", "Contradicted"),
                            ("silent", "Silent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("closed_by", models.CharField(blank=True, max_length=80)),
                ("closed_at", models.DateTimeField(null=True)),
                ("remark", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("label", models.CharField(max_length=80)),
                ("kind", models.CharField(choices=[("mobile", "Mobile"), ("bank", "Bank")], max_length=10)),
                ("url", models.CharField(max_length=500)),
                ("secret", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(default=amont.payments.states.ProviderState["PROPOSED"], max_length=10),
                ),
                ("made_by", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["label"],
            },
        ),
        migrations.CreateModel(
            name="Unmatched",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("source", models.CharField(max_length=40)),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("currency", models.CharField(max_length=3)),
                ("why", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="movement",
            name="movement_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_means_known",
        ),
        migrations.AlterField(
            model_name="account",
            name="kind",
            field=models.CharField(
                choices=[
                    ("desk", "Desk"),
                    ("operator", "Operator"),
                    ("owed", "Owed"),
                    ("charge", "Charge"),
                    ("provider", "Provider"),
                    ("bank", "Bank"),
                    ("suspense", "Suspense"),
                    ("claim", "Claim"),
                    ("refund", "Refund"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assessed", "Assessed"),
                    ("withdrawn", "Withdrawn"),
                    ("paid", "Paid"),
                    ("reversed", "Reversed"),
                    ("deposited", "Deposited"),
                    ("suspended", "Suspended"),
                    ("refunded", "Refunded"),
                    ("repaid", "Repaid"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="means",
            field=models.CharField(
                choices=[
                    ("cash", "Cash"),
                    ("cheque", "Cheque"),
                    ("transfer", "Transfer"),
                    ("account", "Account"),
                    ("mobile", "Mobile"),
                    ("bank", "Bank"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "desk",
                            "operator",
                            "owed",
                            "charge",
                            "provider",
                            "bank",
                            "suspense",
                            "claim",
                            "refund",
                        ],
                    )
                ),
                name="account_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "assessed",
                            "withdrawn",
                            "paid",
                            "reversed",
                            "deposited",
                            "suspended",
                            "refunded",
                            "repaid",
                        ],
                    )
                ),
                name="movement_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("means__in", ["cash", "cheque", "transfer", "account", "mobile", "bank"])
                ),
                name="payment_means_known",
            ),
        ),
        migrations.AddField(
            model_name="asking",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="askings", to="payments.notice"
            ),
        ),
        migrations.AddField(
            model_name="asking",
            name="payment",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asking",
                to="payments.payment",
            ),
        ),
        migrations.AddField(
            model_name="moneyalert",
            name="asking",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="payments.asking"
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["mobile", "bank"])), name="provider_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.payments.states.ProviderState["PROPOSED"],
                            amont.payments.states.ProviderState["ACTIVE"],
                            amont.payments.states.ProviderState["ENDED"],
                        ],
                    )
                ),
                name="provider_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", amont.payments.states.ProviderState["ACTIVE"]), _negated=True),
                    models.Q(
                        models.Q(("approved_by", ""), _negated=True),
                        models.Q(("approved_by", models.F("made_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="provider_by_two_persons",
            ),
        ),
        migrations.AddField(
            model_name="asking",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="askings", to="payments.provider"
            ),
        ),
        migrations.AddField(
            model_name="unmatched",
            name="asking",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unmatched",
                to="payments.asking",
            ),
        ),
        migrations.AddIndex(
            model_name="moneyalert",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["-id"], name="money_alert_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="moneyalert",
            constraint=models.UniqueConstraint(fields=("asking", "kind"), name="money_alert_once"),
        ),
        migrations.AddConstraint(
            model_name="moneyalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["amount", "not_owed", "reversed", "late", "contrary", "silent"])
                ),
                name="money_alert_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="moneyalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(
                        models.Q(("closed_by", ""), _negated=True), models.Q(("remark", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="money_alert_closed_why",
            ),
        ),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at", "id"], name="asking_next"
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (amont.payments.states.AskState["ASKED"], amont.payments.states.AskState["PENDING"]),
                    )
                ),
                fields=("notice",),
                name="asking_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("theirs", ""), _negated=True),
                fields=("provider", "theirs"),
                name="asking_theirs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.payments.states.AskState["ASKED"],
                            amont.payments.states.AskState["PENDING"],
                            amont.payments.states.AskState["FAILED"],
                            amont.payments.states.AskState["PAID"],
                            amont.payments.states.AskState["REVERSED"],
                        ],
                    )
                ),
                name="asking_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", amont.payments.states.AskState["PAID"]), _negated=True),
                    ("received__isnull", False),
                    _connector="OR",
                ),
                name="asking_paid_received",
            ),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payment__isnull", True), ("received", models.F("amount")), _connector="OR"
                ),
                name="asking_pays_its_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="unmatched",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["-id"], name="unmatched_left"
            ),
        ),
        migrations.AddConstraint(
            model_name="unmatched",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="unmatched_above_zero"
            ),
        ),
        migrations.RunSQL((SQL / "protect_money.sql").read_text(), (SQL / "release_money.sql").read_text()),
    ]
