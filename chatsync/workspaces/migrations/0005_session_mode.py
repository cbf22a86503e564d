from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0004_people_and_audit")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="session_mode",
            field=models.CharField(
                choices=[("counter", "Counter"), ("strict", "Strict")],
                default="counter",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="workspace",
            constraint=models.CheckConstraint(
                condition=models.Q(("session_mode__in", ["counter", "strict"])),
                name="workspace_session_mode",
            ),
        ),
    ]
