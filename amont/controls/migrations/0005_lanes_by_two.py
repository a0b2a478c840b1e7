"""Lanes that people changed, and what guards them. Triggers alone on declarations: no row is read."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import amont.controls.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0004_findings"),
        ("declarations", "0008_early_until_controlled"),
    ]

    operations = [
        migrations.CreateModel(
            name="LaneChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("before", models.SmallIntegerField()),
                ("lane", models.SmallIntegerField()),
                (
                    "motive",
                    models.CharField(
                        choices=[
                            ("document", "Document"),
                            ("information", "Information"),
                            ("error", "Error"),
                            ("instruction", "Instruction"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ground", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(default=amont.controls.states.ChangeState["ASKED"], max_length=10),
                ),
                ("asked_by", models.CharField(max_length=80)),
                ("asked_as", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "db_table": "controls_lanechange",
            },
        ),
        migrations.RemoveConstraint(
            model_name="control",
            name="control_withdrawn_for",
        ),
        migrations.AddConstraint(
            model_name="control",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_for", ""),
                    models.Q(
                        ("state", amont.controls.states.ControlState["WITHDRAWN"]),
                        (
                            "withdrawn_for__in",
                            [
                                amont.controls.states.Withdrawal["AMENDED"],
                                amont.controls.states.Withdrawal["CANCELLED"],
                                amont.controls.states.Withdrawal["ELSEWHERE"],
                                amont.controls.states.Withdrawal["LIGHTENED"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="control_withdrawn_for",
            ),
        ),
        migrations.AddField(
            model_name="lanechange",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lane_changes",
                to="declarations.version",
            ),
        ),
        migrations.AddIndex(
            model_name="lanechange",
            index=models.Index(fields=["state", "office", "id"], name="lane_change_work"),
        ),
        migrations.AddIndex(
            model_name="lanechange",
            index=models.Index(fields=["version", "id"], name="lane_change_version"),
        ),
        migrations.AddConstraint(
            model_name="lanechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.controls.states.ChangeState["ASKED"],
                            amont.controls.states.ChangeState["DONE"],
                            amont.controls.states.ChangeState["REFUSED"],
                        ],
                    )
                ),
                name="lane_change_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lanechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lane__in", [0, 1, 2, 3]), models.Q(("lane", models.F("before")), _negated=True)
                ),
                name="lane_change_changes",
            ),
        ),
        migrations.AddConstraint(
            model_name="lanechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="lane_change_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="lanechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", ""), ("lane__gt", models.F("before")), ("state", "done")),
                    models.Q(("decided_by", ""), ("lane__lt", models.F("before")), ("state", "asked")),
                    models.Q(
                        ("lane__lt", models.F("before")),
                        models.Q(("state", "asked"), _negated=True),
                        models.Q(("decided_by", ""), _negated=True),
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lane_lighter_by_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="lanechange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("version",), name="lane_change_asked_once"
            ),
        ),
        migrations.RunSQL((SQL / "protect_lanes.sql").read_text(), (SQL / "release_lanes.sql").read_text()),
    ]
