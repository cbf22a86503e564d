from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0005_session_mode")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="log_checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="workspace",
            name="log_broken_at",
            field=models.PositiveBigIntegerField(null=True),
        ),
    ]
