"""The list of holds walks an index. Holds cannot be written while it is made: a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="holdrow",
            index=models.Index(fields=["-placed_at", "-id"], name="hold_placed"),
        ),
    ]
