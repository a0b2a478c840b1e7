"""Calls given up are found by index. Calls cannot be written while it is made: seconds per million."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_pace_unlogged")]
    operations = [
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["-id"], name="call_dead", condition=models.Q(state="dead")),
        ),
    ]
