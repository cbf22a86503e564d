from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0010_business_invitation")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="store_limit",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        *(
            migrations.AddField(
                model_name="workspace",
                name=name,
                field=models.BooleanField(default=default),
            )
            for name, default in (
                ("has_commerce", True),
                ("has_api", True),
                ("has_ai", True),
                ("has_analytics", True),
                ("is_paused", False),
            )
        ),
    ]
