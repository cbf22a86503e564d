from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inbox", "0008_terms")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="settled_as",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AddField(
            model_name="message",
            name="settled_at",
            field=models.DateTimeField(null=True),
        ),
    ]
