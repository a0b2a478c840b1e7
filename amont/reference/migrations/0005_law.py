"""The charges of the pack, whole, and whether the node collects them. New table: nothing is locked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0004_tariff")]
    operations = [
        migrations.AddField("administration", "collects", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="LawRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("body", models.JSONField()),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"db_table": "reference_law", "ordering": ["-pk"]},
        ),
    ]
