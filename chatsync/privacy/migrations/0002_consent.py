from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                ("receipt", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("ends", models.CharField(blank=True, db_index=True, max_length=64)),
                ("answer", models.CharField(max_length=10)),
                ("method", models.CharField(max_length=12)),
                ("language", models.CharField(max_length=2)),
                ("asked", models.CharField(max_length=16)),
                ("words", models.CharField(max_length=16)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        # Answers are only ever added, and forgotten when they are old.
        migrations.RunSQL(
            "REVOKE UPDATE ON privacy_consentrecord FROM chatsync_app",
            migrations.RunSQL.noop,
        ),
    ]
