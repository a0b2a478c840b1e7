"""Keys that were refused, counted by hour. A new table: nothing waits for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("security", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="KeyRefusals",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField()),
                ("address", models.CharField(blank=True, max_length=45)),
                ("prefix", models.CharField(blank=True, max_length=20)),
                ("why", models.CharField(max_length=10)),
                ("n", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hour", "address", "prefix", "why"), name="key_refusals_once"
                    )
                ],
            },
        ),
    ]
