"""Capacities, limits and weights of targeting, which the database keeps. New tables: nothing is locked."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import amont.screening.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0007_orders_fixed"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillCapacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("from_on", models.DateField()),
                ("red", models.FloatField()),
                ("yellow", models.FloatField()),
                ("random", models.FloatField()),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "screening_bill_capacity",
                "indexes": [
                    models.Index(fields=["office", "-from_on", "-id"], name="bill_capacity_in_force")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("random__gte", 0),
                            ("random__lte", 1),
                            ("red__gte", 0),
                            ("yellow__gte", 0),
                            (
                                "red__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(1), "-", models.F("yellow")
                                    ),
                                    "+",
                                    models.Value(1e-09),
                                ),
                            ),
                        ),
                        name="bill_capacity_within_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BillWeights",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(default=amont.screening.states.ModelState["SHADOW"], max_length=10),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("from_on", models.DateField(null=True)),
                ("promoted_at", models.DateTimeField(null=True)),
                ("promoted_by", models.CharField(blank=True, max_length=80)),
                ("to_on", models.DateField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("retired_by", models.CharField(blank=True, max_length=80)),
                ("intercept", models.FloatField()),
                ("of", models.JSONField()),
                ("results", models.PositiveIntegerField()),
                ("offences", models.PositiveIntegerField()),
                ("labels_until", models.DateField()),
                ("card", models.JSONField()),
            ],
            options={
                "db_table": "screening_bill_weights",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    amont.screening.states.ModelState["SHADOW"],
                                    amont.screening.states.ModelState["DECIDING"],
                                    amont.screening.states.ModelState["RETIRED"],
                                ],
                            )
                        ),
                        name="billweights_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("promoted_by", models.F("by")), _negated=True),
                        name="billweights_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("from_on__isnull", True),
                                ("promoted_by", ""),
                                ("state__in", ["shadow", "retired"]),
                            ),
                            models.Q(
                                ("from_on__isnull", False),
                                ("state__in", ["deciding", "retired"]),
                                models.Q(("promoted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="billweights_decides_once_promoted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "retired"), _negated=True),
                            models.Q(
                                ("retired_at__isnull", False), models.Q(("retired_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="billweights_retired_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", amont.screening.states.ModelState["DECIDING"])),
                        fields=("state",),
                        name="bill_weights_one_decides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillLimits",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=80, unique=True)),
                (
                    "state",
                    models.CharField(default=amont.screening.states.ModelState["SHADOW"], max_length=10),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("from_on", models.DateField(null=True)),
                ("promoted_at", models.DateTimeField(null=True)),
                ("promoted_by", models.CharField(blank=True, max_length=80)),
                ("to_on", models.DateField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("retired_by", models.CharField(blank=True, max_length=80)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("weights", models.CharField(max_length=80)),
                ("red", models.FloatField(null=True)),
                ("yellow", models.FloatField(null=True)),
                ("random", models.FloatField()),
                ("past", models.PositiveIntegerField()),
                ("is_own", models.BooleanField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("expected", models.JSONField()),
                (
                    "capacity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.billcapacity",
                    ),
                ),
            ],
            options={
                "db_table": "screening_bill_limits",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    amont.screening.states.ModelState["SHADOW"],
                                    amont.screening.states.ModelState["DECIDING"],
                                    amont.screening.states.ModelState["RETIRED"],
                                ],
                            )
                        ),
                        name="billlimits_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("promoted_by", models.F("by")), _negated=True),
                        name="billlimits_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("from_on__isnull", True),
                                ("promoted_by", ""),
                                ("state__in", ["shadow", "retired"]),
                            ),
                            models.Q(
                                ("from_on__isnull", False),
                                ("state__in", ["deciding", "retired"]),
                                models.Q(("promoted_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="billlimits_decides_once_promoted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "retired"), _negated=True),
                            models.Q(
                                ("retired_at__isnull", False), models.Q(("retired_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="billlimits_retired_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", amont.screening.states.ModelState["DECIDING"])),
                        fields=("office",),
                        name="bill_limits_one_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("random__gte", 0),
                            ("random__lte", 1),
                            models.Q(
                                ("red__isnull", True),
                                ("yellow__isnull", True),
                                ("yellow__lte", models.F("red")),
                                _connector="OR",
                            ),
                        ),
                        name="bill_limits_yellow_below_red",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "protect_plans.sql").read_text(), (SQL / "release_plans.sql").read_text()),
    ]
