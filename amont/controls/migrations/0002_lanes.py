"""Lists of controls by lane walk an index. Controls cannot be written while it is made: seconds per million."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("controls", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["state", "lane", "assigned_at", "id"], name="control_lane"),
        ),
        migrations.AddIndex(
            model_name="control",
            index=models.Index(fields=["state", "-lane", "assigned_at", "id"], name="control_strict"),
        ),
    ]
