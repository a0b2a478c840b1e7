"""Two more events of webhooks: no change in the database but the length of a list."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0003_call_dead"),
    ]

    operations = [
        migrations.AlterField(
            model_name="webhook",
            name="events",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("declaration.lodged", "Lodged"),
                        ("lane.noted", "Lane"),
                        ("declaration.controlled", "Controlled"),
                        ("declaration.cancelled", "Cancelled"),
                        ("order.given", "Ordered"),
                        ("order.withdrawn", "Unordered"),
                    ],
                    max_length=40,
                ),
                size=6,
            ),
        ),
    ]
