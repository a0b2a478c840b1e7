"""The station of a scan, a column with a default; one more kind of alert. Nothing is locked long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0002_balances_and_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="station",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
                choices=[
                    ("late", "Late"),
                    ("missing", "Missing"),
                    ("incomplete", "Incomplete"),
                    ("two_voyages", "Two Voyages"),
                    ("order", "Order"),
                ],
                max_length=12,
            ),
        ),
    ]
