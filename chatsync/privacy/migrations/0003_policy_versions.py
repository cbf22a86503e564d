from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("privacy", "0002_consent"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("policy", models.CharField(max_length=10)),
                ("text_en", models.TextField()),
                ("text_ur", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("asked", models.CharField(max_length=16)),
                ("asks_again", models.BooleanField()),
                ("reason", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["policy", "id"], name="policy_versions_in_order")],
            },
        ),
        # A version that was shown stays as it was.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON privacy_policyversion FROM chatsync_app",
            migrations.RunSQL.noop,
        ),
    ]
