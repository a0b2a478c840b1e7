"""First tables of the room, with their guards: new tables, nothing is locked."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.edge.columns
import amont.payments.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("declarations", "0006_registered_and_cleared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("series", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Unassessed",
            fields=[
                (
                    "declaration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unassessed",
                        serialize=False,
                        to="declarations.declaration",
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Account",
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
                            ("desk", "Desk"),
                            ("operator", "Operator"),
                            ("owed", "Owed"),
                            ("charge", "Charge"),
                        ],
                        max_length=10,
                    ),
                ),
                ("holder", models.CharField(max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("balance", amont.edge.columns.Amount(decimal_places=20, default=0, max_digits=60)),
                ("ceiling", amont.edge.columns.Amount(decimal_places=20, default=0, max_digits=60)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["kind", "holder"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "holder", "currency"), name="account_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["desk", "operator", "owed", "charge"])),
                        name="account_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ceiling__gte", 0)), name="account_ceiling_not_below_zero"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "operator"), _negated=True),
                            ("balance__lte", models.F("ceiling")),
                            _connector="OR",
                        ),
                        name="account_not_overdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=17)),
                ("day", models.DateField()),
                ("expected", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("counted", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("payments", models.PositiveIntegerField()),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField()),
                ("closed_by", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ["-day", "office"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "day"), name="desk_closed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expected", models.F("counted")),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="desk_says_why_it_differs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
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
                            ("assessed", "Assessed"),
                            ("withdrawn", "Withdrawn"),
                            ("paid", "Paid"),
                            ("reversed", "Reversed"),
                            ("deposited", "Deposited"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("why", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="movement_subject"),
                    models.Index(fields=["day", "id"], name="movement_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["assessed", "withdrawn", "paid", "reversed", "deposited"])
                        ),
                        name="movement_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("importer", models.CharField(blank=True, max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("total", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("guaranteed", amont.edge.columns.Amount(decimal_places=20, default=0, max_digits=60)),
                ("rates_on", models.DateField()),
                ("due_on", models.DateField()),
                ("issued_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(default=amont.payments.states.NoticeState["ISSUED"], max_length=10),
                ),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                ("law", models.CharField(max_length=64)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="declarations.declaration",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="declarations.version",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NoticeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.PositiveIntegerField(null=True)),
                ("code", models.CharField(max_length=20)),
                ("names", models.JSONField(default=dict)),
                ("parts", models.JSONField(default=list)),
                ("base", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("share", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("per_unit", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("unit", models.CharField(blank=True, max_length=8)),
                ("quantity", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("full", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("waived_by", models.CharField(blank=True, max_length=20)),
                ("is_owed", models.BooleanField(default=True)),
                ("source", models.CharField(max_length=300)),
                ("evidence", models.CharField(max_length=2)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.notice",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(max_length=20, unique=True)),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("cash", "Cash"),
                            ("cheque", "Cheque"),
                            ("transfer", "Transfer"),
                            ("account", "Account"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("by", models.CharField(max_length=80)),
                ("reversal_why", models.CharField(blank=True, max_length=300)),
                ("reversal_asked_by", models.CharField(blank=True, max_length=80)),
                ("reversed_by", models.CharField(blank=True, max_length=80)),
                ("reversed_at", models.DateTimeField(null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="payments.notice",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("balance", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payments.account",
                    ),
                ),
                (
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payments.movement",
                    ),
                ),
            ],
            options={
                "db_table": "payments_entry",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["account", "-id"], name="entry_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="entry_moves_something"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["office", "state", "-id"], name="notice_office"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["operator", "state", "-id"], name="notice_operator"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "due_on", "id"], name="notice_due"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", amont.payments.states.NoticeState["WITHDRAWN"]), _negated=True),
                fields=("declaration",),
                name="notice_in_force_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.payments.states.NoticeState["ISSUED"],
                            amont.payments.states.NoticeState["PAID"],
                            amont.payments.states.NoticeState["WITHDRAWN"],
                        ],
                    )
                ),
                name="notice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("guaranteed__gte", 0), ("total__gte", 0)), name="notice_not_below_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", amont.payments.states.NoticeState["WITHDRAWN"]), _negated=True),
                    models.Q(("withdrawn_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="notice_withdrawn_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeline",
            constraint=models.UniqueConstraint(
                fields=("notice", "item", "code"), name="notice_line_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("full__gte", models.F("amount"))),
                name="notice_line_sums",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["office", "day", "id"], name="payment_day"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reversed_at__isnull", True)), fields=("notice",), name="notice_paid_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("reference", ""), _negated=True), ("reversed_at__isnull", True)),
                fields=("means", "reference"),
                name="payment_reference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["cash", "cheque", "transfer", "account"])),
                name="payment_means_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("means__in", ["cash", "account"]),
                    models.Q(("reference", ""), _negated=True),
                    _connector="OR",
                ),
                name="payment_has_its_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reversed_at__isnull", True), ("reversed_by", "")),
                    models.Q(
                        ("reversed_at__isnull", False),
                        models.Q(("reversal_asked_by", ""), _negated=True),
                        models.Q(("reversed_by", ""), _negated=True),
                        models.Q(("reversal_why", ""), _negated=True),
                        models.Q(("reversed_by", models.F("reversal_asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payment_reversed_by_two",
            ),
        ),
        migrations.RunSQL((SQL / "protect.sql").read_text(), (SQL / "release.sql").read_text()),
    ]
