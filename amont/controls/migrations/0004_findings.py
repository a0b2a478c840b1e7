"""What a control makes of a declaration, by two. New tables and their guards: nothing that stands is locked."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.controls.states
import amont.edge.columns

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0003_withdrawn_for"),
        ("declarations", "0006_registered_and_cleared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("office", models.CharField(blank=True, max_length=17)),
                (
                    "state",
                    models.CharField(default=amont.controls.states.FindingState["PROPOSED"], max_length=10),
                ),
                ("ground", models.CharField(max_length=1000)),
                ("lowers", models.BooleanField(default=False)),
                ("proposed_by", models.CharField(max_length=80)),
                ("proposed_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=10)),
                ("answer_words", models.CharField(blank=True, max_length=1000)),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                ("answered_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=1000)),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="controls.control",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FoundItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hs_code", models.CharField(blank=True, max_length=20)),
                ("origin", models.CharField(blank=True, max_length=10)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("net_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("value", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("method", models.CharField(blank=True, max_length=1)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="controls.finding",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="found",
                        to="declarations.item",
                    ),
                ),
            ],
            options={
                "db_table": "controls_founditem",
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["state", "office", "id"], name="finding_work"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("control", "number"), name="finding_number_once"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent_back"), _negated=True),
                fields=("control",),
                name="finding_one_that_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.controls.states.FindingState["PROPOSED"],
                            amont.controls.states.FindingState["CONFIRMED"],
                            amont.controls.states.FindingState["SENT_BACK"],
                        ],
                    )
                ),
                name="finding_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="finding_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", ""), ("state", "proposed")),
                    models.Q(
                        models.Q(("state", "proposed"), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_by_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="founditem",
            constraint=models.UniqueConstraint(fields=("finding", "item"), name="found_item_once"),
        ),
        migrations.AddConstraint(
            model_name="founditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("value__isnull", True),
                    models.Q(("method__in", ["1", "2", "3", "4", "5", "6"]), ("value__gte", 0)),
                    _connector="OR",
                ),
                name="found_value_by_a_method",
            ),
        ),
        migrations.RunSQL(
            (SQL / "protect_findings.sql").read_text(), (SQL / "release_findings.sql").read_text()
        ),
    ]
