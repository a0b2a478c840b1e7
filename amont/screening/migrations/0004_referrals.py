"""What is asked of carriers. New tables, which the database keeps from being rewritten: nothing is locked."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.screening.states

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0002_balances_and_counts"),
        ("holds", "0002_placed"),
        ("screening", "0003_bills"),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=17)),
                ("operator", models.CharField(max_length=40)),
                ("carrier", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "Information"),
                            ("screening", "Screening"),
                            ("do_not_load", "Do Not Load"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "points",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("goods", "Goods"),
                                ("shipper", "Shipper"),
                                ("consignee", "Consignee"),
                                ("container", "Container"),
                                ("value", "Value"),
                                ("route", "Route"),
                                ("papers", "Papers"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        choices=[
                            ("security", "Security"),
                            ("safety", "Safety"),
                            ("missing", "Missing"),
                            ("unclear", "Unclear"),
                            ("prohibited", "Prohibited"),
                            ("check", "Check"),
                        ],
                        max_length=12,
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=2000)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(default=amont.screening.states.ReferralState["ASKED"], max_length=10),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("answers", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=80)),
                ("half_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("evidence", models.CharField(blank=True, max_length=2)),
                ("halved_at", models.DateTimeField(null=True)),
                ("overdue_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=80)),
                ("has_effect", models.BooleanField(null=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="cargo.bill"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="holds.holdrow",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("ask", "Ask"),
                            ("ask_again", "Ask Again"),
                            ("remind", "Remind"),
                            ("overdue", "Overdue"),
                            ("answer", "Answer"),
                            ("close", "Close"),
                            ("withdraw", "Withdraw"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("note", models.CharField(blank=True, max_length=2000)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scanner", "Scanner"),
                            ("hand", "Hand"),
                            ("trace", "Trace"),
                            ("dogs", "Dogs"),
                            ("metal", "Metal"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("clear", "Clear"), ("doubt", "Doubt"), ("impossible", "Impossible")],
                        max_length=12,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("acknowledged", "Acknowledged"),
                            ("not_loaded", "Not Loaded"),
                            ("loaded", "Loaded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="screening.referral",
                    ),
                ),
            ],
            options={
                "db_table": "screening_referral_move",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ReferralFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("media", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                (
                    "move",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="screening.referralmove",
                    ),
                ),
            ],
            options={
                "db_table": "screening_referral_file",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("state__in", ["asked", "answered"])),
                fields=["due_at", "id"],
                name="referral_open",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["ended_at", "id"], name="referral_ended"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["operator", "-id"], name="referral_operator"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["carrier", "-id"], name="referral_carrier"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["asked", "answered"])),
                fields=("bill", "kind"),
                name="referral_one_open_of_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["information", "screening", "do_not_load"]),
                    (
                        "state__in",
                        [
                            amont.screening.states.ReferralState["ASKED"],
                            amont.screening.states.ReferralState["ANSWERED"],
                            amont.screening.states.ReferralState["CLOSED"],
                            amont.screening.states.ReferralState["WITHDRAWN"],
                        ],
                    ),
                ),
                name="referral_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_at__gt", models.F("half_at")), ("half_at__gte", models.F("asked_at"))
                ),
                name="referral_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("operator", ""), _negated=True), name="referral_asks_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "asked"), ("state", "withdrawn"), ("answers__gt", 0), _connector="OR"
                ),
                name="referral_closed_after_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True), ("ended_by", ""), ("state__in", ["asked", "answered"])
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["closed", "withdrawn"]),
                        models.Q(("ended_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="referral_ended_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("has_effect__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("has_effect__isnull", True)),
                    _connector="OR",
                ),
                name="referral_closed_with_its_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "do_not_load"), ("hold__isnull", True), _connector="OR"),
                name="referral_hold_of_do_not_load",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.UniqueConstraint(fields=("referral", "number"), name="referral_move_once"),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act", "answer"), _negated=True),
                fields=("referral", "round", "act"),
                name="referral_moves_once_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True),
                fields=("referral", "round", "digest"),
                name="referral_answer_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("act__in", ["ask", "ask_again", "remind", "overdue", "answer", "close", "withdraw"])
                ),
                name="referral_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["close", "withdraw"]), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="referral_ends_with_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralfile",
            constraint=models.UniqueConstraint(fields=("move", "sha256"), name="referral_file_once"),
        ),
        migrations.RunSQL(
            (SQL / "protect_referrals.sql").read_text(), (SQL / "release_referrals.sql").read_text()
        ),
    ]
