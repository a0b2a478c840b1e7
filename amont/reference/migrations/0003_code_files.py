"""Code lists: positions of places, tables handed in. New columns that may be empty: locked for a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0002_time_limits"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listed_in", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("body", models.BinaryField()),
                ("is_whole", models.BooleanField()),
                ("parts", models.JSONField(default=list)),
                ("from_on", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("evidence", models.CharField(max_length=2)),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=80)),
                ("applied_at", models.DateTimeField(null=True)),
                ("applied_by", models.CharField(blank=True, max_length=80)),
                ("added", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("ended", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "reference_code_file",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="code",
            name="country",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="code",
            name="latitude",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="code",
            name="longitude",
            field=models.FloatField(null=True),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)),
                fields=("listed_in", "code"),
                name="code_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="code_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="code_lies_on_the_globe",
            ),
        ),
        migrations.AddConstraint(
            model_name="codefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed_in__in", ["unlocode", "packages", "units"])),
                name="code_file_list_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="codefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", True), ("applied_by", "")),
                    models.Q(("applied_at__isnull", False), models.Q(("applied_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="code_file_applied_by_someone",
            ),
        ),
    ]
