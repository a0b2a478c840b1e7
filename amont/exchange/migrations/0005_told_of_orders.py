"""Webhooks may be told of orders to terminals. A longer list of choices: nothing is rewritten."""

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
    ("order.given", "Ordered"),
    ("order.withdrawn", "Unordered"),
]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_told_of_referrals")]
    operations = [
        migrations.AlterField(
            model_name="webhook",
            name="events",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=TOLD, max_length=40), size=10
            ),
        ),
    ]
