"""First tables of the room."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import amont.declarations.models
import amont.declarations.states


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.BigIntegerField(null=True)),
                ("line", models.PositiveIntegerField(null=True)),
                ("held", models.BooleanField(default=False)),
                ("border_office", models.TextField(blank=True)),
                ("procedure", models.TextField(blank=True)),
                ("import_type", models.TextField(blank=True)),
                ("import_use", models.TextField(blank=True)),
                ("payment_mode", models.TextField(blank=True)),
                ("transport_mode", models.TextField(blank=True)),
                ("importer", models.TextField(blank=True)),
                ("declarant", models.TextField(blank=True)),
                ("office", models.TextField(blank=True)),
                ("declaration_type", models.TextField(blank=True)),
                ("declared_on", models.DateField(null=True)),
                ("seller", models.TextField(blank=True)),
                ("carrier", models.TextField(blank=True)),
                ("hs_code", models.TextField(blank=True)),
                ("description", models.TextField(blank=True)),
                ("origin", models.TextField(blank=True)),
                ("departure", models.TextField(blank=True)),
                ("loading_place", models.TextField(blank=True)),
                ("origin_indicator", models.TextField(blank=True)),
                ("preference", models.TextField(blank=True)),
                ("container", models.TextField(blank=True)),
                ("packages", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("net_kg", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("gross_kg", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("quantity", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("unit", models.TextField(blank=True)),
                ("item_price", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("currency", models.TextField(blank=True)),
                (
                    "customs_value",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                (
                    "duty_rate_pct",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                ("tax_type", models.TextField(blank=True)),
                ("duties", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Noticed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("severity", models.SmallIntegerField()),
                ("path", models.CharField(max_length=300)),
                ("value", models.CharField(blank=True, max_length=80)),
                ("line", models.PositiveIntegerField(null=True)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("mapping", models.CharField(default="amont", max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("read", "Read"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("encoding", models.CharField(blank=True, max_length=20)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("declarations", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("held", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("is_numbered", models.BooleanField(default=False)),
                ("lodged_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("content", models.CharField(max_length=64)),
                ("held", models.BooleanField(default=False)),
                ("waiting", models.BooleanField(default=True)),
                ("replaces", models.CharField(blank=True, max_length=60)),
                ("header", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=60, unique=True)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("declarant", models.CharField(blank=True, max_length=40)),
                ("broker", models.CharField(blank=True, max_length=40)),
                ("importer", models.CharField(blank=True, max_length=40)),
                ("declaration_type", models.CharField(blank=True, max_length=10)),
                ("declared_on", models.DateField(null=True)),
                ("state", models.CharField(default=amont.declarations.states.State["LODGED"], max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("lodged_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("lane", models.SmallIntegerField(null=True)),
                ("replaces", models.CharField(blank=True, max_length=60)),
                ("item_count", models.PositiveIntegerField(default=0)),
                (
                    "customs_value",
                    amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True),
                ),
                ("duties", amont.declarations.models.Figure(decimal_places=20, max_digits=60, null=True)),
                ("hs_code", models.CharField(blank=True, max_length=20)),
                ("origin", models.CharField(blank=True, max_length=10)),
                ("description", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["office", "state", "-lane", "id"], name="declaration_queue"),
                    models.Index(fields=["state", "-lane", "id"], name="declaration_queue_all"),
                    models.Index(fields=["broker", "-id"], name="declaration_broker"),
                    models.Index(fields=["importer", "-id"], name="declaration_importer"),
                    models.Index(fields=["declarant", "-id"], name="declaration_declarant"),
                    models.Index(fields=["hs_code", "origin", "-id"], name="declaration_goods"),
                    models.Index(fields=["origin", "-id"], name="declaration_origin"),
                    models.Index(fields=["lane", "-id"], name="declaration_lane"),
                    models.Index(fields=["-declared_on", "-id"], name="declaration_day"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("reference"), name="gin_trgm_ops"
                        ),
                        name="declaration_reference_like",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    amont.declarations.states.State["LODGED"],
                                    amont.declarations.states.State["ROUTED"],
                                    amont.declarations.states.State["IN_CONTROL"],
                                    amont.declarations.states.State["CONTROLLED"],
                                    amont.declarations.states.State["CANCELLED"],
                                    amont.declarations.states.State["PAST"],
                                ],
                            )
                        ),
                        name="declaration_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lane__isnull", True), ("lane__in", [0, 1, 2, 3]), _connector="OR"
                        ),
                        name="declaration_lane_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LodgeKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("by", "key"), name="lodge_key_once")],
            },
        ),
        migrations.CreateModel(
            name="ReceiptBody",
            fields=[
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="body",
                        serialize=False,
                        to="declarations.receipt",
                    ),
                ),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["state", "id"], name="receipt_state"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["by", "-id"], name="receipt_by"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["operator", "-id"], name="receipt_operator"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["received_at"], name="receipt_day"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["sha256"], name="receipt_bytes"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "read", "refused"])), name="receipt_state_known"
            ),
        ),
        migrations.AddField(
            model_name="noticed",
            name="receipt",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="declarations.receipt",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="declaration",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="declarations.declaration",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="receipt",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="declarations.receipt",
            ),
        ),
        migrations.AddField(
            model_name="noticed",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="declarations.version",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="declarations.version"
            ),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(condition=models.Q(("waiting", True)), fields=["id"], name="version_waiting"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("declaration", "number"), name="version_number_once"),
        ),
        migrations.AddIndex(
            model_name="noticed",
            index=models.Index(fields=["receipt", "-severity", "id"], name="noticed_receipt"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["hs_code", "origin", "-id"], name="item_goods"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["importer", "-id"], name="item_importer"),
        ),
    ]
