"""Webhooks, their calls, and the pace of keys. New tables only."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.exchange.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journal", "0002_append_only"),
        ("parties", "0001_initial"),
        ("reference", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pace",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("minute", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("url", models.CharField(max_length=500)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("declaration.lodged", "Lodged"),
                                ("lane.noted", "Lane"),
                                ("declaration.controlled", "Controlled"),
                                ("declaration.cancelled", "Cancelled"),
                            ],
                            max_length=40,
                        ),
                        size=4,
                    ),
                ),
                ("secret", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(default=amont.exchange.states.HookState["PROPOSED"], max_length=10),
                ),
                ("made_by", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("cursor", models.BigIntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.office",
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="webhooks",
                        to="parties.operator",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(default=amont.exchange.states.CallState["WAITING"], max_length=10),
                ),
                ("tries", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("fault", models.CharField(blank=True, max_length=40)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="exchange.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(
                condition=models.Q(("state", amont.exchange.states.HookState["ACTIVE"])),
                fields=["cursor"],
                name="webhook_cursor",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.exchange.states.HookState["PROPOSED"],
                            amont.exchange.states.HookState["ACTIVE"],
                            amont.exchange.states.HookState["PAUSED"],
                            amont.exchange.states.HookState["ENDED"],
                        ],
                    )
                ),
                name="webhook_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("operator__isnull", True), ("office__isnull", True), _connector="OR"),
                name="webhook_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", ""),
                    models.Q(("approved_by", models.F("made_by")), _negated=True),
                    _connector="OR",
                ),
                name="webhook_by_two_persons",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("operator__isnull", False),
                    (
                        "state__in",
                        [
                            amont.exchange.states.HookState["PROPOSED"],
                            amont.exchange.states.HookState["ENDED"],
                        ],
                    ),
                    models.Q(("approved_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="webhook_of_office_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("state", amont.exchange.states.CallState["WAITING"])),
                fields=["next_at", "id"],
                name="call_next",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["webhook", "state", "-id"], name="call_webhook"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(fields=("webhook", "entry"), name="call_once"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.exchange.states.CallState["WAITING"],
                            amont.exchange.states.CallState["DONE"],
                            amont.exchange.states.CallState["DEAD"],
                        ],
                    )
                ),
                name="call_state_known",
            ),
        ),
    ]
