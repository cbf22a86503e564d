from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0007_suspension_reason")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="retention_days",
            field=models.PositiveSmallIntegerField(default=90),
        ),
        migrations.AddConstraint(
            model_name="workspace",
            constraint=models.CheckConstraint(
                condition=models.Q(("retention_days__range", (1, 90))),
                name="workspace_retention",
            ),
        ),
    ]
