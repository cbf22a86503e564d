from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0012_closing")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="requires_factor",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
