"""First tables of the room."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

import amont.declarations.models
import amont.screening.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("declarations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DrawDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("secret", models.BinaryField(max_length=64)),
                ("commitment", models.CharField(max_length=64)),
                ("committed_at", models.DateTimeField()),
                ("declarations", models.PositiveIntegerField(default=0)),
                ("revealed_at", models.DateTimeField(null=True)),
                ("revealed_by", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="PolicyRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(unique=True)),
                ("to_on", models.DateField(null=True)),
                ("shares", models.JSONField()),
                ("new_below", models.PositiveIntegerField(default=1)),
                ("source", models.CharField(max_length=300)),
                ("evidence", models.CharField(max_length=2)),
            ],
            options={
                "db_table": "screening_policy",
                "ordering": ["-from_on"],
            },
        ),
        migrations.CreateModel(
            name="CriterionRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=20)),
                ("raw", models.JSONField()),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("written_by", models.CharField(max_length=80)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("place", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "screening_criterion",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="criterion_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="label",
                        serialize=False,
                        to="declarations.item",
                    ),
                ),
                ("inspected", models.SmallIntegerField(null=True)),
                ("offence", models.SmallIntegerField(null=True)),
                ("critical", models.SmallIntegerField(null=True)),
                (
                    "duty_recovered",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                ("resulted_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["resulted_on"], name="label_day")],
            },
        ),
        migrations.CreateModel(
            name="ModelRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(default=amont.screening.states.ModelState["SHADOW"], max_length=10),
                ),
                ("card", models.JSONField()),
                ("body", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("screenings", models.BigIntegerField()),
                ("labels_until", models.DateField()),
                ("decided_from", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                ("by", models.CharField(max_length=80)),
            ],
            options={
                "db_table": "screening_model",
                "ordering": ["-made_at"],
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
                        name="model_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", amont.screening.states.ModelState["DECIDING"])),
                        fields=("state",),
                        name="model_one_decides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherLane",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="other_lane",
                        serialize=False,
                        to="declarations.version",
                    ),
                ),
                ("lane", models.SmallIntegerField()),
                ("system", models.CharField(max_length=40)),
                ("noted_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lane__in", [0, 1, 2, 3])), name="other_lane_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=120)),
                ("shares", models.JSONField()),
                ("thresholds", models.JSONField()),
                ("criteria", models.JSONField()),
                ("new_below", models.PositiveIntegerField(default=1)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="screening.drawday",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="screening.modelrow"
                    ),
                ),
            ],
            options={
                "db_table": "screening_plan",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ProfileMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=80)),
                ("month", models.DateField()),
                ("items", models.PositiveIntegerField(default=0)),
                ("inspected", models.PositiveIntegerField(default=0)),
                ("offences", models.PositiveIntegerField(default=0)),
                ("critical", models.PositiveIntegerField(default=0)),
                ("recovered", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "month"), name="profile_month_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("sequence", models.PositiveIntegerField()),
                ("reference", models.CharField(max_length=60)),
                ("content", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("lane", models.SmallIntegerField()),
                ("cause", models.CharField(max_length=20)),
                ("earlier_lane", models.SmallIntegerField(null=True)),
                ("probability", models.FloatField(null=True)),
                ("expected_duty", models.FloatField(null=True)),
                ("reason", models.CharField(blank=True, max_length=80)),
                ("draws", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=4)),
                ("is_shadow", models.BooleanField(default=False)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="screening.planrow",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening",
                        to="declarations.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreenedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lane", models.SmallIntegerField()),
                ("cause", models.CharField(max_length=20)),
                ("probability", models.FloatField(null=True)),
                ("expected_duty", models.FloatField(null=True)),
                ("critical", models.FloatField(null=True)),
                ("uncertainty", models.FloatField(null=True)),
                ("price_gap", models.FloatField(null=True)),
                ("is_new_operator", models.BooleanField(default=False)),
                ("held", models.BooleanField(default=False)),
                ("blocked", models.BooleanField(default=False)),
                ("hits", models.CharField(blank=True, max_length=400)),
                ("selected", models.CharField(blank=True, max_length=400)),
                ("reasons", models.JSONField(default=list)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screened",
                        to="declarations.item",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="screening.screening",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="planrow",
            constraint=models.UniqueConstraint(fields=("day", "digest"), name="plan_once"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(fields=["-probability"], name="screening_score"),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                models.F("lane"),
                models.OrderBy(
                    django.db.models.expressions.CombinedExpression(
                        models.Case(
                            models.When(cause="block", then=models.Value(3.0)), default=models.Value(0.0)
                        ),
                        "+",
                        django.db.models.functions.comparison.Coalesce(
                            models.F("probability"), models.Value(-1.0)
                        ),
                    ),
                    descending=True,
                ),
                models.F("id"),
                name="screening_work",
            ),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                models.OrderBy(
                    django.db.models.functions.comparison.Coalesce(
                        models.F("probability"), models.Value(-1.0)
                    ),
                    descending=True,
                ),
                models.F("id"),
                name="screening_by_score",
            ),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                condition=models.Q(("reason", ""), _negated=True),
                fields=["reason", "id"],
                name="screening_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.UniqueConstraint(fields=("plan", "sequence"), name="screening_sequence_once"),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__in", [0, 1, 2, 3])), name="screening_lane_known"
            ),
        ),
        migrations.AddIndex(
            model_name="screeneditem",
            index=models.Index(
                condition=models.Q(("is_new_operator", True)), fields=["screening"], name="screened_new"
            ),
        ),
        migrations.AddIndex(
            model_name="screeneditem",
            index=models.Index(
                condition=models.Q(("held", True)), fields=["screening"], name="screened_held"
            ),
        ),
    ]
