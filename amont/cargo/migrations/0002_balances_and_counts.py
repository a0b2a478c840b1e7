"""Balances of bills, counts and differences. Seven columns with constant defaults and an index lock bills for an instant."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.cargo.states
import amont.edge.columns

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BalanceEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("found", "Found"),
                            ("declaration", "Declaration"),
                            ("transit", "Transit"),
                            ("deposit", "Deposit"),
                            ("transfer", "Transfer"),
                            ("undone", "Undone"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("remainder_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("packages_left", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("kg_left", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("why", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "cargo_balance_entry",
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("box", models.CharField(blank=True, max_length=17)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("shortage", "Shortage"),
                            ("excess", "Excess"),
                            ("weight", "Weight"),
                            ("seal", "Seal"),
                            ("damage", "Damage"),
                            ("not_found", "Not Found"),
                            ("unannounced", "Unannounced"),
                        ],
                        max_length=12,
                    ),
                ),
                ("announced", models.CharField(blank=True, max_length=120)),
                ("found", models.CharField(blank=True, max_length=300)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                (
                    "state",
                    models.CharField(default=amont.cargo.states.DifferenceState["OPEN"], max_length=10),
                ),
                ("raised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("counted_by", models.CharField(max_length=80)),
                ("explanation", models.CharField(blank=True, max_length=600)),
                ("explained_by", models.CharField(blank=True, max_length=80)),
                ("explained_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
                ("ground", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="FoundLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60)),
                ("box", models.CharField(blank=True, max_length=17)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), null=True, size=None
                    ),
                ),
                ("damage", models.CharField(blank=True, max_length=300)),
                ("is_part", models.BooleanField(default=False)),
                ("is_missing", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("box", models.CharField(blank=True, max_length=17)),
                (
                    "kind",
                    models.CharField(
                        choices=[("seal", "Seal"), ("damage", "Damage"), ("scan", "Scan")], max_length=10
                    ),
                ),
                ("data", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("result", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="TakeOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("seen", models.PositiveIntegerField()),
                (
                    "changed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=40)),
                ("holder", models.CharField(blank=True, max_length=40)),
                ("counted_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("is_officer", models.BooleanField()),
                ("channel", models.CharField(default="page", max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="Weighing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("box", models.CharField(max_length=17)),
                ("kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("announced_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("at", models.DateTimeField()),
                ("station", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=80)),
            ],
        ),
        migrations.AddField(
            model_name="bill",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="bill",
            name="holder",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="bill",
            name="kg_left",
            field=amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True),
        ),
        migrations.AddField(
            model_name="bill",
            name="left_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="bill",
            name="packages_left",
            field=amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True),
        ),
        migrations.AddField(
            model_name="bill",
            name="taken_over_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="bill",
            name="write_offs",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(
                models.F("due_on"),
                models.F("id"),
                condition=models.Q(
                    models.Q(("packages_left__gt", 0), ("kg_left__gt", 0), _connector="OR"),
                    ("due_on__isnull", False),
                ),
                name="bill_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("packages_left__isnull", True), ("packages_left__gte", 0), _connector="OR"
                ),
                name="bill_packages_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("kg_left__isnull", True), ("kg_left__gte", 0), _connector="OR"),
                name="bill_kg_left",
            ),
        ),
        migrations.AddField(
            model_name="balanceentry",
            name="bill",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="cargo.bill"
            ),
        ),
        migrations.AddField(
            model_name="balanceentry",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="cargo.balanceentry",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="bill",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="cargo.bill",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="foundline",
            name="bill",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="found", to="cargo.bill"
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="bill",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pictures",
                to="cargo.bill",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pictures", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="takeover",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="take_overs", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="take_over",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pictures",
                to="cargo.takeover",
            ),
        ),
        migrations.AddField(
            model_name="foundline",
            name="take_over",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="found", to="cargo.takeover"
            ),
        ),
        migrations.AddField(
            model_name="weighing",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="weighings", to="cargo.manifest"
            ),
        ),
        migrations.AddIndex(
            model_name="balanceentry",
            index=models.Index(fields=["bill", "id"], name="entry_bill"),
        ),
        migrations.AddIndex(
            model_name="balanceentry",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference", "id"],
                name="entry_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="balanceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["announced", "found", "declaration", "transit", "deposit", "transfer", "undone"],
                    )
                ),
                name="balance_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="balanceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("packages_left__isnull", True), ("packages_left__gte", 0), _connector="OR"
                ),
                name="balance_packages_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="balanceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kg_left__isnull", True), ("kg_left__gte", 0), _connector="OR"),
                name="balance_kg_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="balanceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "undone"), ("undoes__isnull", False)),
                    models.Q(models.Q(("kind", "undone"), _negated=True), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="balance_undoes_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="balanceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undoes__isnull", True),
                    models.Q(("undoes", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="balance_not_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "explained"])),
                fields=["due_at", "id"],
                name="difference_undecided",
            ),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(fields=["manifest", "state", "id"], name="difference_manifest"),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(fields=["bill", "id"], name="difference_bill"),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                condition=models.Q(("bill__isnull", False), ("state__in", ["open", "explained"])),
                fields=("manifest", "bill", "box", "kind"),
                name="difference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["shortage", "excess", "weight", "seal", "damage", "not_found", "unannounced"],
                    ),
                    (
                        "state__in",
                        [
                            amont.cargo.states.DifferenceState["OPEN"],
                            amont.cargo.states.DifferenceState["EXPLAINED"],
                            amont.cargo.states.DifferenceState["ACCEPTED"],
                            amont.cargo.states.DifferenceState["OFFENCE"],
                            amont.cargo.states.DifferenceState["CLEARED"],
                        ],
                    ),
                ),
                name="difference_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "offence"]), _negated=True),
                    models.Q(models.Q(("decided_by", ""), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="difference_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "offence"]), _negated=True),
                    models.Q(("decided_by", models.F("counted_by")), _negated=True),
                    _connector="OR",
                ),
                name="difference_four_eyes",
            ),
        ),
        migrations.AddIndex(
            model_name="takeover",
            index=models.Index(fields=["manifest", "id"], name="take_over_manifest"),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(fields=["manifest", "box"], name="picture_box"),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.UniqueConstraint(
                fields=("manifest", "bill", "box", "sha256"), name="picture_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("by", "key"), name="scan_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["seal", "damage", "scan"])), name="picture_kind_known"
            ),
        ),
        migrations.AddIndex(
            model_name="foundline",
            index=models.Index(fields=["bill", "id"], name="found_bill"),
        ),
        migrations.AddConstraint(
            model_name="foundline",
            constraint=models.UniqueConstraint(
                fields=("take_over", "bill", "number", "box"),
                name="found_once_in_count",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="foundline",
            constraint=models.CheckConstraint(
                condition=models.Q(("packages__isnull", True), ("packages__gte", 0), _connector="OR"),
                name="found_packages",
            ),
        ),
        migrations.AddConstraint(
            model_name="foundline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kg__isnull", True), ("kg__gte", 0), _connector="OR"), name="found_kg"
            ),
        ),
        migrations.AddIndex(
            model_name="weighing",
            index=models.Index(fields=["manifest", "box", "id"], name="weighing_box"),
        ),
        migrations.AddConstraint(
            model_name="weighing",
            constraint=models.UniqueConstraint(fields=("by", "key"), name="weighing_once"),
        ),
        migrations.AddConstraint(
            model_name="weighing",
            constraint=models.CheckConstraint(condition=models.Q(("kg__gt", 0)), name="weighing_above_zero"),
        ),
        migrations.RunSQL(
            (SQL / "protect_balances.sql").read_text(), (SQL / "release_balances.sql").read_text()
        ),
    ]
