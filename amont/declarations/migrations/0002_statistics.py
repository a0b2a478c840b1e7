"""What the planner knows of state, lane and office together: the queue's lists are found by index. No lock to fear."""

from django.db import migrations

MAKE = """
CREATE STATISTICS declarations_declaration_work (mcv) ON state, lane, office FROM declarations_declaration
"""
TAKE = "DROP STATISTICS IF EXISTS declarations_declaration_work"


class Migration(migrations.Migration):
    dependencies = [("declarations", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, TAKE)]
