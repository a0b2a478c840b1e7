"""Manifests, bills, containers, messages, alerts. New tables: nothing is locked."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amont.cargo.states
import amont.edge.columns


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Alert",
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
                            ("late", "Late"),
                            ("missing", "Missing"),
                            ("incomplete", "Incomplete"),
                            ("two_voyages", "Two Voyages"),
                        ],
                        max_length=12,
                    ),
                ),
                ("office", models.CharField(max_length=17)),
                ("about", models.CharField(max_length=80)),
                ("facts", models.JSONField(default=dict)),
                ("raised_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=80)),
                ("closed_why", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Bill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("master", models.CharField(blank=True, max_length=60)),
                ("place", models.PositiveIntegerField(default=0)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("versions", models.PositiveIntegerField(default=1)),
                ("nature", models.CharField(blank=True, max_length=3)),
                ("kind", models.CharField(blank=True, max_length=17)),
                ("shipper", models.CharField(blank=True, max_length=200)),
                ("consignee", models.CharField(blank=True, max_length=200)),
                ("consignee_code", models.CharField(blank=True, max_length=40)),
                ("notify", models.CharField(blank=True, max_length=200)),
                ("loading", models.CharField(blank=True, max_length=17)),
                ("unloading", models.CharField(blank=True, max_length=17)),
                ("destination", models.CharField(blank=True, max_length=17)),
                ("description", models.CharField(blank=True, max_length=500)),
                ("hs_code", models.CharField(blank=True, max_length=20)),
                ("package_kind", models.CharField(blank=True, max_length=17)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("gross_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("box_count", models.PositiveIntegerField(default=0)),
                ("held", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64)),
                ("lane", models.SmallIntegerField(null=True)),
                ("waiting", models.BooleanField(default=True)),
                ("is_split", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="BoxEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by", models.CharField(max_length=80)),
                ("office", models.CharField(blank=True, max_length=17)),
                ("kind", models.CharField(max_length=12)),
                ("box", models.CharField(max_length=17)),
                ("at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=17)),
                ("terminal", models.CharField(blank=True, max_length=40)),
                ("voyage", models.CharField(blank=True, max_length=35)),
                ("vessel", models.CharField(blank=True, max_length=80)),
                ("imo", models.CharField(blank=True, max_length=10)),
                ("bill", models.CharField(blank=True, max_length=60)),
                ("filling", models.CharField(blank=True, max_length=8)),
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("gross_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("damage", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="CargoNoticed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bill", models.CharField(blank=True, max_length=60)),
                ("code", models.CharField(max_length=80)),
                ("severity", models.SmallIntegerField()),
                ("path", models.CharField(max_length=300)),
                ("value", models.CharField(blank=True, max_length=80)),
                ("line", models.PositiveIntegerField(null=True)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "cargo_noticed",
            },
        ),
        migrations.CreateModel(
            name="CargoReceipt",
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
                ("ground", models.CharField(blank=True, max_length=300)),
                ("name", models.CharField(max_length=200)),
                ("channel", models.CharField(default="page", max_length=10)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("read", "Read"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("messages", models.PositiveIntegerField(default=0)),
                ("bills", models.PositiveIntegerField(default=0)),
                ("events", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(null=True)),
                ("outcome", models.JSONField(default=list)),
                ("read_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "db_table": "cargo_receipt",
            },
        ),
        migrations.CreateModel(
            name="Manifest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=17)),
                ("voyage", models.CharField(max_length=35)),
                ("departed_on", models.DateField()),
                ("mode", models.CharField(blank=True, max_length=3)),
                ("vessel", models.CharField(blank=True, max_length=80)),
                ("imo", models.CharField(blank=True, max_length=10)),
                ("call_sign", models.CharField(blank=True, max_length=17)),
                ("nationality", models.CharField(blank=True, max_length=3)),
                ("carrier", models.CharField(blank=True, max_length=120)),
                ("carrier_code", models.CharField(blank=True, max_length=40)),
                ("agent", models.CharField(blank=True, max_length=120)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("departure", models.CharField(blank=True, max_length=17)),
                ("destination", models.CharField(blank=True, max_length=17)),
                ("expected_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("unloaded_at", models.DateTimeField(null=True)),
                ("announced_at", models.DateTimeField()),
                ("complete_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default=amont.cargo.states.State["ANNOUNCED"], max_length=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("bills", models.PositiveIntegerField(default=0)),
                ("boxes", models.PositiveIntegerField(default=0)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("gross_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ManifestVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("applied", "Applied"), ("proposed", "Proposed"), ("refused", "Refused")],
                        default="applied",
                        max_length=10,
                    ),
                ),
                ("function", models.CharField(max_length=10)),
                ("scope", models.CharField(max_length=10)),
                ("master", models.CharField(blank=True, max_length=60)),
                ("lodged_at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("operator", models.CharField(blank=True, max_length=40)),
                ("header", models.JSONField(default=dict)),
                ("declared", models.JSONField(default=dict)),
                ("counted", models.JSONField(default=dict)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("cancelled", models.PositiveIntegerField(default=0)),
                ("held", models.BooleanField(default=False)),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BillBox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=17)),
                ("kind", models.CharField(blank=True, max_length=10)),
                ("filling", models.CharField(blank=True, max_length=8)),
                ("packages", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("goods_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("gross_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("tare_kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                (
                    "seals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("is_live", models.BooleanField(default=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="boxes", to="cargo.bill"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BillVehicle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chassis", models.CharField(max_length=40)),
                ("description", models.CharField(blank=True, max_length=200)),
                ("kg", amont.edge.columns.Figure(decimal_places=20, max_digits=60, null=True)),
                ("is_live", models.BooleanField(default=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="cargo.bill"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BillVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("cancelled", "Cancelled"),
                            ("restored", "Restored"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="history", to="cargo.bill"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CargoReceiptBody",
            fields=[
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="body",
                        serialize=False,
                        to="cargo.cargoreceipt",
                    ),
                ),
                ("data", models.BinaryField()),
            ],
            options={
                "db_table": "cargo_receipt_body",
            },
        ),
        migrations.AddIndex(
            model_name="cargoreceipt",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["id"], name="cargo_receipt_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="cargoreceipt",
            index=models.Index(fields=["by", "-id"], name="cargo_receipt_by"),
        ),
        migrations.AddIndex(
            model_name="cargoreceipt",
            index=models.Index(fields=["operator", "-id"], name="cargo_receipt_operator"),
        ),
        migrations.AddIndex(
            model_name="cargoreceipt",
            index=models.Index(fields=["sha256"], name="cargo_receipt_bytes"),
        ),
        migrations.AddConstraint(
            model_name="cargoreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "read", "refused"])), name="cargo_receipt_state"
            ),
        ),
        migrations.AddField(
            model_name="cargonoticed",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="cargo.cargoreceipt"
            ),
        ),
        migrations.AddField(
            model_name="boxevent",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="box_events",
                to="cargo.cargoreceipt",
            ),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["office", "state", "expected_at", "id"], name="manifest_board"),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["expected_at", "id"], name="manifest_expected"),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["operator", "-id"], name="manifest_operator"),
        ),
        migrations.AddIndex(
            model_name="manifest",
            index=models.Index(fields=["voyage", "-id"], name="manifest_voyage"),
        ),
        migrations.AddConstraint(
            model_name="manifest",
            constraint=models.UniqueConstraint(
                fields=("office", "voyage", "departed_on"), name="manifest_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="manifest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            amont.cargo.states.State["ANNOUNCED"],
                            amont.cargo.states.State["COMPLETE"],
                            amont.cargo.states.State["SCREENED"],
                            amont.cargo.states.State["ARRIVED"],
                            amont.cargo.states.State["UNLOADING"],
                            amont.cargo.states.State["TAKEN_OVER"],
                            amont.cargo.states.State["CLOSED"],
                            amont.cargo.states.State["CANCELLED"],
                        ],
                    )
                ),
                name="manifest_state_known",
            ),
        ),
        migrations.AddField(
            model_name="boxevent",
            name="manifest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="box_events",
                to="cargo.manifest",
            ),
        ),
        migrations.AddField(
            model_name="billbox",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="alert",
            name="manifest",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alerts",
                to="cargo.manifest",
            ),
        ),
        migrations.AddField(
            model_name="manifestversion",
            name="manifest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="cargo.manifest"
            ),
        ),
        migrations.AddField(
            model_name="manifestversion",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="cargo.cargoreceipt"
            ),
        ),
        migrations.AddField(
            model_name="cargonoticed",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="cargo.manifestversion",
            ),
        ),
        migrations.AddField(
            model_name="billversion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="cargo.manifestversion"
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="cancelled_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cargo.manifestversion",
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cargo.manifestversion"
            ),
        ),
        migrations.AddField(
            model_name="bill",
            name="last",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cargo.manifestversion"
            ),
        ),
        migrations.AddIndex(
            model_name="billvehicle",
            index=models.Index(models.F("chassis"), name="vehicle_chassis"),
        ),
        migrations.AddConstraint(
            model_name="billvehicle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_live", True)), fields=("chassis",), name="chassis_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="billvehicle",
            constraint=models.UniqueConstraint(fields=("bill", "chassis"), name="chassis_once_in_bill"),
        ),
        migrations.AddIndex(
            model_name="boxevent",
            index=models.Index(fields=["box", "-at"], name="box_event_box"),
        ),
        migrations.AddIndex(
            model_name="boxevent",
            index=models.Index(fields=["manifest", "kind"], name="box_event_manifest"),
        ),
        migrations.AddConstraint(
            model_name="boxevent",
            constraint=models.UniqueConstraint(
                fields=("kind", "box", "at", "place"), name="box_event_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="billbox",
            index=models.Index(fields=["number", "-id"], name="box_number"),
        ),
        migrations.AddIndex(
            model_name="billbox",
            index=models.Index(fields=["manifest", "number"], name="box_manifest"),
        ),
        migrations.AddConstraint(
            model_name="billbox",
            constraint=models.UniqueConstraint(fields=("bill", "number"), name="box_once_in_bill"),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["office", "-raised_at", "-id"],
                name="cargo_alert_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(fields=("kind", "office", "about"), name="cargo_alert_once"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        models.Q(("closed_by", ""), _negated=True),
                        models.Q(("closed_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cargo_alert_closed_with_a_word",
            ),
        ),
        migrations.AddIndex(
            model_name="manifestversion",
            index=models.Index(
                condition=models.Q(("state", "proposed")), fields=["id"], name="manifest_version_proposed"
            ),
        ),
        migrations.AddConstraint(
            model_name="manifestversion",
            constraint=models.UniqueConstraint(fields=("manifest", "number"), name="manifest_version_once"),
        ),
        migrations.AddConstraint(
            model_name="manifestversion",
            constraint=models.UniqueConstraint(fields=("receipt", "message"), name="manifest_message_once"),
        ),
        migrations.AddConstraint(
            model_name="manifestversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__isnull", False), ("state", "applied")),
                    models.Q(models.Q(("state", "applied"), _negated=True), ("number__isnull", True)),
                    _connector="OR",
                ),
                name="manifest_version_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="manifestversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("decided_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="manifest_version_refused_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="cargonoticed",
            index=models.Index(fields=["receipt", "-severity", "id"], name="cargo_noticed_receipt"),
        ),
        migrations.AddIndex(
            model_name="cargonoticed",
            index=models.Index(fields=["version", "bill"], name="cargo_noticed_bill"),
        ),
        migrations.AddConstraint(
            model_name="billversion",
            constraint=models.UniqueConstraint(fields=("bill", "version"), name="bill_version_once"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["manifest", "place", "id"], name="bill_in_manifest"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["number"], name="bill_number"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["operator", "-id"], name="bill_operator"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["consignee_code", "-id"], name="bill_consignee"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(condition=models.Q(("waiting", True)), fields=["id"], name="bill_waiting"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.UniqueConstraint(fields=("manifest", "number", "master"), name="bill_key"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__isnull", True), ("lane__in", [0, 1, 2, 3]), _connector="OR"),
                name="bill_lane_known",
            ),
        ),
    ]
