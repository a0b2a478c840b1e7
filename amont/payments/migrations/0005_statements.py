"""Statements of banks and their lines: new tables, nothing is locked."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.edge.columns

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0004_refunds"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=10)),
                ("account", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("lines_new", models.PositiveIntegerField()),
                ("lines_known", models.PositiveIntegerField()),
                ("imported_by", models.CharField(max_length=80)),
                ("imported_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=40)),
                ("entry", models.CharField(max_length=60)),
                ("booked_on", models.DateField()),
                ("amount", amont.edge.columns.Amount(decimal_places=20, max_digits=60)),
                ("currency", models.CharField(max_length=3)),
                ("text", models.CharField(blank=True, max_length=300)),
                ("proposed_by", models.CharField(blank=True, max_length=80)),
                ("confirmed_by", models.CharField(blank=True, max_length=80)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "payment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="payments.payment",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.bankstatement",
                    ),
                ),
            ],
            options={
                "ordering": ["-booked_on", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=["-id"],
                        name="statement_line_left",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "entry"), name="statement_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True),
                            models.Q(
                                ("payment__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statement_line_by_two",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "protect_statements.sql").read_text(), (SQL / "release_statements.sql").read_text()
        ),
    ]
