from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0018_passing_on")]

    operations = [
        migrations.AddField(
            model_name="historyline",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("turn", "Turn"),
                    ("before", "Before"),
                    ("missing", "Missing"),
                    ("full", "Full"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="historyline",
            name="former_id",
            field=models.UUIDField(null=True),
        ),
    ]
