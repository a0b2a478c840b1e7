"""First tables of the room."""

import django.db.models.deletion
from django.db import migrations, models

import amont.controls.states
import amont.declarations.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("declarations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Control",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=17)),
                ("operator", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(default=amont.controls.states.ControlState["ASSIGNED"], max_length=10),
                ),
                ("lane", models.SmallIntegerField()),
                ("officer", models.CharField(max_length=80)),
                ("candidates", models.JSONField(default=list)),
                ("draw", models.FloatField()),
                ("assigned_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("means", models.CharField(blank=True, max_length=10)),
                ("conclusion", models.CharField(blank=True, max_length=1000)),
                ("redraws", models.PositiveIntegerField(default=0)),
                ("case_reference", models.CharField(blank=True, max_length=60)),
                ("others", models.CharField(blank=True, max_length=200)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="control",
                        to="declarations.version",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ItemResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("compliant", "Compliant"),
                            ("minor", "Minor"),
                            ("offence", "Offence"),
                            ("not_inspected", "Not Inspected"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "offence_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("value", "Value"),
                            ("origin", "Origin"),
                            ("species", "Species"),
                            ("quantity", "Quantity"),
                            ("prohibited", "Prohibited"),
                            ("document", "Document"),
                            ("rights", "Rights"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("threatens_safety", models.BooleanField(default=False)),
                ("found_hs_code", models.CharField(blank=True, max_length=20)),
                ("found_origin", models.CharField(blank=True, max_length=10)),
                (
                    "found_packages",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                (
                    "found_net_kg",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                (
                    "found_value",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                (
                    "duty_before",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                ("duty_after", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("fine", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("by", models.CharField(default="", max_length=80)),
                ("at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="controls.control",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="declarations.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficerDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("candidates", models.JSONField()),
                ("draw", models.FloatField()),
                ("officer", models.CharField(max_length=80)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officer_draws",
                        to="controls.control",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="controls.control",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="declarations.item",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["officer", "state", "assigned_at", "id"], name="control_officer_age"),
        ),
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["office", "state", "assigned_at", "id"], name="control_office_age"),
        ),
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["state", "assigned_at", "id"], name="control_age"),
        ),
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["state", "-closed_at", "-id"], name="control_closed"),
        ),
        migrations.AddConstraint(
            model_name="control",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.controls.states.ControlState["ASSIGNED"],
                            amont.controls.states.ControlState["STARTED"],
                            amont.controls.states.ControlState["CLOSED"],
                            amont.controls.states.ControlState["WITHDRAWN"],
                        ],
                    )
                ),
                name="control_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="control",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", amont.controls.states.ControlState["CLOSED"]), _negated=True),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="control_closed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["compliant", "minor", "offence", "not_inspected", ""])),
                name="result_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "offence"), _negated=True),
                    models.Q(("offence_kind", ""), _negated=True),
                    _connector="OR",
                ),
                name="result_offence_has_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["compliant", "not_inspected"]), _negated=True),
                    ("offence_kind", ""),
                    _connector="OR",
                ),
                name="result_no_kind_without_fault",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("threatens_safety", False), ("outcome__in", ["offence", ""]), _connector="OR"
                ),
                name="result_threat_is_an_offence",
            ),
        ),
        migrations.AddConstraint(
            model_name="officerdraw",
            constraint=models.UniqueConstraint(fields=("control", "number"), name="officer_draw_once"),
        ),
        migrations.AddConstraint(
            model_name="officerdraw",
            constraint=models.CheckConstraint(
                condition=models.Q(("officer", models.F("by")), _negated=True),
                name="officer_draw_not_for_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="officerdraw",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 0), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="officer_draw_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(fields=("control", "sha256"), name="photo_once"),
        ),
    ]
