"""What was controlled early lapses too: its index is made anew beside the tables, which stay open."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("declarations", "0007_drafts")]
    operations = [
        RemoveIndexConcurrently("declaration", "declaration_early"),
        AddIndexConcurrently(
            "declaration",
            models.Index(
                fields=["lodged_at"],
                name="declaration_early",
                condition=models.Q(registered_on__isnull=True, state__in=["lodged", "routed", "controlled"]),
            ),
        ),
    ]
