from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0003_reading")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
