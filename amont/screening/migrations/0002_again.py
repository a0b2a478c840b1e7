"""Lanes decided again: what stood before, and the holds by which it is still to be done.

Two new tables, nothing of the others is touched: no lock beyond an instant. Holds in force already are put
among what is to be done, so that the worker decides again by them too.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q
from django.db.models.deletion import PROTECT


def by_holds_in_force(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Declarations routed before a hold was placed kept their lane until now."""
    holds, facts = apps.get_model("holds", "HoldRow"), apps.get_model("screening", "NewFact")
    rows = holds.objects.filter(lifted_at__isnull=True).order_by("pk")
    facts.objects.bulk_create([facts(hold_id=row.pk, noted_at=row.placed_at) for row in rows])


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0001_initial"),
        ("holds", "0001_initial"),
        ("screening", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecidedAgain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("lane", models.SmallIntegerField()),
                ("lane_before", models.SmallIntegerField()),
                ("cause_before", models.CharField(max_length=20)),
                ("reason_before", models.CharField(blank=True, max_length=80)),
                ("items", models.JSONField(default=list)),
                ("hold", models.ForeignKey(on_delete=PROTECT, related_name="+", to="holds.holdrow")),
                (
                    "screening",
                    models.ForeignKey(on_delete=PROTECT, related_name="again", to="screening.screening"),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["at"], name="decided_again_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("screening", "number"), name="decided_again_number_once"),
                    models.UniqueConstraint(fields=("screening", "hold"), name="decided_again_once_by_hold"),
                    models.CheckConstraint(
                        condition=Q(
                            ("lane__gte", F("lane_before")), ("lane__lte", 3), ("lane_before__gte", 0)
                        ),
                        name="decided_again_never_lighter",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NewFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reached", models.BigIntegerField(default=0)),
                ("noted_at", models.DateTimeField()),
                (
                    "declaration",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="declarations.declaration"
                    ),
                ),
                ("hold", models.ForeignKey(on_delete=PROTECT, related_name="+", to="holds.holdrow")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hold", "declaration"), name="new_fact_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunPython(by_holds_in_force, migrations.RunPython.noop, elidable=True),
    ]
