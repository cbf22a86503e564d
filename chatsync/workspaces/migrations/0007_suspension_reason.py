from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0006_log_checked")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="suspension_reason",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
    ]
