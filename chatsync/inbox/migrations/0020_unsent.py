from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0019_given_why")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="unsent",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
