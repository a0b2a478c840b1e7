"""Why a control was withdrawn. A column with a constant default: an instant; the check reads the table once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("controls", "0002_lanes")]
    operations = [
        migrations.AddField(
            model_name="control",
            name="withdrawn_for",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="control",
            constraint=models.CheckConstraint(
                condition=models.Q(withdrawn_for="")
                | models.Q(state="withdrawn", withdrawn_for__in=["amended", "cancelled", "elsewhere"]),
                name="control_withdrawn_for",
            ),
        ),
    ]
