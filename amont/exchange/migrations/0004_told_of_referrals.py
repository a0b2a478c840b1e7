"""Webhooks may be told of what is asked of carriers. A longer list of choices: nothing is rewritten."""

import django.contrib.postgres.fields
from django.db import migrations, models

TOLD = [
    ("declaration.lodged", "Lodged"),
    ("lane.noted", "Lane"),
    ("declaration.controlled", "Controlled"),
    ("declaration.cancelled", "Cancelled"),
    ("referral.asked", "Asked"),
    ("referral.reminded", "Reminded"),
    ("referral.answered", "Answered"),
    ("referral.ended", "Ended"),
]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_call_dead")]
    operations = [
        migrations.AlterField(
            model_name="webhook",
            name="events",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=TOLD, max_length=40), size=8
            ),
        ),
    ]
