"""Rates of a line beside its duty. A column with a default of the database: nothing is written again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reference", "0005_law")]
    operations = [
        migrations.AddField("tariffline", "other_rates", models.JSONField(default=dict, db_default={})),
    ]
