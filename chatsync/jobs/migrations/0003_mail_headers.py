from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_mail_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="headers",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
