from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0005_dispatch_turn")]

    operations = [
        migrations.AddField("number", "health", models.JSONField(null=True)),
        migrations.AddField("number", "looked_at", models.DateTimeField(null=True)),
        migrations.AddField("number", "look_at", models.DateTimeField(null=True)),
    ]
