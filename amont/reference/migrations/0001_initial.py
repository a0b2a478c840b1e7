"""First tables of the room."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Administration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("names", models.JSONField(default=dict)),
                ("country", models.CharField(max_length=2)),
                ("currency", models.CharField(max_length=3)),
                ("time_zone", models.CharField(default="UTC", max_length=40)),
                ("pack", models.CharField(max_length=40)),
                ("lane_published", models.BooleanField(default=False)),
                ("shadow_mode", models.BooleanField(default=False)),
                ("mapping", models.CharField(default="amont", max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=17, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("names", models.JSONField(default=dict)),
                ("base", models.CharField(max_length=200)),
                ("rate_pct", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("source", models.CharField(max_length=300)),
                ("evidence", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ["code", "-from_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "from_on"), name="charge_from"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="charge_days_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listed_in", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=40)),
                ("names", models.JSONField(default=dict)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("evidence", models.CharField(blank=True, max_length=2)),
            ],
            options={
                "ordering": ["listed_in", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("listed_in", "code", "from_on"), name="code_from")
                ],
            },
        ),
    ]
