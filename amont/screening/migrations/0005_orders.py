"""Orders on bills and containers, readings of images, results of bills. New tables: nothing is locked long."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.screening.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0003_answers_of_the_quay"),
        ("screening", "0004_referrals"),
    ]

    operations = [
        migrations.CreateModel(
            name="BillLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("order", "Order"),
                            ("difference", "Difference"),
                            ("scan", "Scan"),
                            ("declaration", "Declaration"),
                        ],
                        max_length=12,
                    ),
                ),
                ("about", models.CharField(max_length=40)),
                ("inspected", models.SmallIntegerField()),
                ("offence", models.SmallIntegerField(null=True)),
                ("critical", models.SmallIntegerField(null=True)),
                ("resulted_on", models.DateField()),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="labels", to="cargo.bill"
                    ),
                ),
            ],
            options={
                "db_table": "screening_bill_label",
                "indexes": [models.Index(fields=["resulted_on"], name="bill_label_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("bill", "source", "about"), name="bill_label_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("inspected__in", [0, 1]),
                            ("source__in", ["order", "difference", "scan", "declaration"]),
                        ),
                        name="bill_label_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("inspected", 1), ("offence__in", [0, 1])),
                            models.Q(("inspected", 0), ("offence__isnull", True)),
                            _connector="OR",
                        ),
                        name="bill_label_of_what_was_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImageReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("clear", "Clear"), ("suspicious", "Suspicious")], max_length=10
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="cargo.picture",
                    ),
                ),
            ],
            options={
                "db_table": "screening_image_reading",
                "constraints": [
                    models.UniqueConstraint(fields=("picture", "by"), name="image_read_once_by_each"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["clear", "suspicious"])),
                        name="image_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "clear"), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="image_suspicion_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=17)),
                ("box", models.CharField(blank=True, max_length=17)),
                (
                    "act",
                    models.CharField(
                        choices=[("scan", "Scan"), ("inspect", "Inspect"), ("let_go", "Let Go")],
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("ground", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(default=amont.screening.states.OrderState["ASKED"], max_length=10),
                ),
                ("lane", models.SmallIntegerField(null=True)),
                ("needs_two", models.BooleanField(default=False)),
                ("asked_by", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("second_by", models.CharField(blank=True, max_length=80)),
                ("due_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acknowledged_by", models.CharField(blank=True, max_length=80)),
                ("moved_at", models.DateTimeField(null=True)),
                ("moved_by", models.CharField(blank=True, max_length=80)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=80)),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nothing", "Nothing"),
                            ("quantity", "Quantity"),
                            ("species", "Species"),
                            ("prohibited", "Prohibited"),
                            ("document", "Document"),
                            ("rights", "Rights"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("critical", models.SmallIntegerField(null=True)),
                ("found_words", models.CharField(blank=True, max_length=600)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=80)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="cargo.bill"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cargo.picture",
                    ),
                ),
            ],
            options={
                "db_table": "screening_order",
                "indexes": [
                    models.Index(fields=["office", "state", "-id"], name="order_office"),
                    models.Index(fields=["bill", "id"], name="order_bill"),
                    models.Index(
                        condition=models.Q(("state", "asked")), fields=["box", "id"], name="order_box"
                    ),
                    models.Index(
                        condition=models.Q(("acknowledged_at__isnull", True), ("state", "asked")),
                        fields=["due_at", "id"],
                        name="order_unanswered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("bill", "box", "act"),
                        name="order_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act__in", ["scan", "inspect", "let_go"]),
                            (
                                "state__in",
                                [
                                    amont.screening.states.OrderState["ASKED"],
                                    amont.screening.states.OrderState["DONE"],
                                    amont.screening.states.OrderState["WITHDRAWN"],
                                ],
                            ),
                        ),
                        name="order_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", ""), _negated=True),
                            models.Q(("reasons", []), _negated=True),
                            _connector="OR",
                        ),
                        name="order_has_a_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "let_go"), ("lane", 3), _negated=True),
                            ("needs_two", True),
                            _connector="OR",
                        ),
                        name="order_red_needs_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("needs_two", True), _negated=True),
                            models.Q(
                                models.Q(("second_by", ""), _negated=True),
                                models.Q(("second_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="order_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("done_at__isnull", False), models.Q(("done_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="order_done_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                                models.Q(("withdrawn_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="order_withdrawn_with_a_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_at__isnull", True),
                            models.Q(("acknowledged_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="order_acknowledged_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found", ""),
                            models.Q(
                                ("act", "inspect"),
                                ("critical__in", [0, 1, 2]),
                                (
                                    "found__in",
                                    [
                                        "nothing",
                                        "quantity",
                                        "species",
                                        "prohibited",
                                        "document",
                                        "rights",
                                        "other",
                                    ],
                                ),
                                ("state", "done"),
                            ),
                            _connector="OR",
                        ),
                        name="order_found_by_inspection",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("found", "nothing"), _negated=True), ("critical", 0), _connector="OR"
                        ),
                        name="order_nothing_is_not_grave",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "inspect"), ("state", "done"), _negated=True),
                            models.Q(("found", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="order_inspected_with_result",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "protect_results.sql").read_text(), (SQL / "release_results.sql").read_text()
        ),
    ]
