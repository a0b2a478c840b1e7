"""Searches that persons keep, and what newly met them. New tables: nothing is locked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0002_balances_and_counts"),
        ("screening", "0005_orders"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=80)),
                ("shared_with", models.CharField(blank=True, max_length=17)),
                ("tells", models.BooleanField(default=True)),
                ("lane", models.SmallIntegerField(null=True)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("reason", models.CharField(blank=True, max_length=80)),
                ("words", models.CharField(blank=True, max_length=60)),
                ("days", models.PositiveSmallIntegerField()),
                ("kept_at", models.DateTimeField()),
                ("seen_to", models.BigIntegerField(default=0)),
                ("run_on", models.DateField()),
            ],
            options={
                "db_table": "screening_saved_search",
                "indexes": [models.Index(fields=["shared_with"], name="saved_search_shared")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="saved_search_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_search_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lane__isnull", True), ("lane__in", [0, 1, 2, 3]), _connector="OR"
                        ),
                        name="saved_search_lane_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lane__isnull", False),
                            models.Q(("office", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="saved_search_asks_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("met_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cargo.bill"
                    ),
                ),
                (
                    "search",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="screening.savedsearch",
                    ),
                ),
            ],
            options={
                "db_table": "screening_search_notice",
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["search", "-met_at", "-id"],
                        name="search_notice_unseen",
                    ),
                    models.Index(fields=["met_at"], name="search_notice_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("search", "bill"), name="search_notice_once")
                ],
            },
        ),
    ]
