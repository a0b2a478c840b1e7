"""Lanes of bills before they arrive, and the words of goods. New tables and a column: nothing is locked long."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0001_initial"),
        ("screening", "0002_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("until_on", models.DateField()),
                ("card", models.JSONField()),
                ("body", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=80)),
            ],
            options={
                "db_table": "screening_wording",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="drawday",
            name="bills",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="BillDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("is_last", models.BooleanField(default=True)),
                ("decided_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField()),
                ("content", models.CharField(max_length=64)),
                ("draw", models.FloatField()),
                ("lane", models.SmallIntegerField()),
                ("earlier_lane", models.SmallIntegerField(null=True)),
                ("cause", models.CharField(max_length=20)),
                ("score", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=80)),
                ("weights", models.CharField(max_length=80)),
                ("limits", models.CharField(max_length=80)),
                ("heading", models.CharField(blank=True, max_length=4)),
                ("heading_probability", models.FloatField(null=True)),
                ("match", models.CharField(blank=True, max_length=40)),
                ("match_certainty", models.FloatField(null=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="cargo.bill"
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="screening.drawday"
                    ),
                ),
            ],
            options={
                "db_table": "screening_bill_decision",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_last", True)),
                        fields=["-lane", "-score", "id"],
                        name="bill_decision_work",
                    ),
                    models.Index(
                        condition=models.Q(("is_last", True)),
                        fields=["reason", "id"],
                        name="bill_decision_reason",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("bill", "number"), name="bill_decision_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_last", True)),
                        fields=("bill",),
                        name="bill_decision_one_in_force",
                    ),
                    models.UniqueConstraint(fields=("day", "sequence"), name="bill_decision_sequence_once"),
                    models.CheckConstraint(
                        condition=models.Q(("lane__in", [0, 1, 2, 3])), name="bill_decision_lane_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("earlier_lane__isnull", True),
                            ("lane__gte", models.F("earlier_lane")),
                            _connector="OR",
                        ),
                        name="bill_decision_never_lighter",
                    ),
                ],
            },
        ),
    ]
