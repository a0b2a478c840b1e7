"""First tables of the room, and what guards them. Nothing that stands is locked."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.edge.columns
import amont.release.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("declarations", "0006_registered_and_cleared"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=20, unique=True)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("broker", models.CharField(blank=True, max_length=40)),
                ("facts", models.JSONField()),
                (
                    "boxes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=17), default=list, size=None
                    ),
                ),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("token", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=80)),
                ("valid_until", models.DateField()),
                ("exit_due_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(default=amont.release.states.ReleaseState["IN_FORCE"], max_length=10),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=80)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                (
                    "declaration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="declarations.declaration",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GateAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shown", models.CharField(max_length=120)),
                ("word", models.CharField(max_length=10)),
                ("why", models.CharField(blank=True, max_length=40)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                (
                    "release",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="release.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Exit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_last", models.BooleanField(default=False)),
                ("shown", models.CharField(max_length=120)),
                ("word", models.CharField(max_length=10)),
                (
                    "boxes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=17), default=list, size=None
                    ),
                ),
                ("vehicle", models.CharField(blank=True, max_length=40)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("office", models.CharField(max_length=17)),
                ("at", models.DateTimeField()),
                ("noted_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exits",
                        to="release.release",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExitNote",
            fields=[
                (
                    "exit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="note",
                        serialize=False,
                        to="release.exit",
                    ),
                ),
                ("ground", models.CharField(max_length=300)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="exit_note_has_a_ground"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["office", "-issued_at", "-id"], name="release_office"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["-issued_at", "-id"], name="release_issued"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["broker", "-id"], name="release_broker"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("state", "in_force")),
                fields=["exit_due_at", "id"],
                name="release_overdue",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.release.states.ReleaseState["IN_FORCE"],
                            amont.release.states.ReleaseState["WITHDRAWN"],
                            amont.release.states.ReleaseState["LEFT"],
                        ],
                    )
                ),
                name="release_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.release.states.ReleaseState["IN_FORCE"],
                            amont.release.states.ReleaseState["LEFT"],
                        ],
                    )
                ),
                fields=("declaration",),
                name="release_once_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("ended_by", ""),
                        ("state", "in_force"),
                        ("withdrawn_why", ""),
                    ),
                    models.Q(("ended_at__isnull", False), ("state", "left"), ("withdrawn_why", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "withdrawn"),
                        models.Q(("ended_by", ""), _negated=True),
                        models.Q(("withdrawn_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_ended_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("token", ""), _negated=True), models.Q(("number", ""), _negated=True)
                ),
                name="release_is_signed",
            ),
        ),
        migrations.AddIndex(
            model_name="gateanswer",
            index=models.Index(fields=["release", "-id"], name="gate_answer_release"),
        ),
        migrations.AddConstraint(
            model_name="gateanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "word__in",
                        [
                            amont.release.states.GateWord["MAY_LEAVE"],
                            amont.release.states.GateWord["UNKNOWN"],
                            amont.release.states.GateWord["LEFT"],
                            amont.release.states.GateWord["STOPPED"],
                        ],
                    )
                ),
                name="gate_answer_known",
            ),
        ),
        migrations.AddIndex(
            model_name="exit",
            index=models.Index(fields=["release", "id"], name="exit_release"),
        ),
        migrations.AddIndex(
            model_name="exit",
            index=models.Index(
                condition=models.Q(("release__isnull", True)), fields=["office", "-id"], name="exit_bare"
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.UniqueConstraint(fields=("by", "key"), name="exit_once"),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_last", True)), fields=("release",), name="exit_last_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "word__in",
                        [
                            amont.release.states.GateWord["MAY_LEAVE"],
                            amont.release.states.GateWord["UNKNOWN"],
                            amont.release.states.GateWord["LEFT"],
                            amont.release.states.GateWord["STOPPED"],
                        ],
                    )
                ),
                name="exit_word_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_last", False),
                        ("release__isnull", True),
                        models.Q(("word", "may_leave"), _negated=True),
                    ),
                    models.Q(("release__isnull", False), ("word", "may_leave")),
                    _connector="OR",
                ),
                name="exit_covered_or_not",
            ),
        ),
        migrations.RunSQL((SQL / "guard.sql").read_text(), (SQL / "unguard.sql").read_text()),
    ]
