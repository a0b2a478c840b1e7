"""One more kind of alert: no change in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cargo", "0002_balances_and_counts"),
    ]

    operations = [
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
