from django.db import migrations, models

from chatsync.kit.rls import searchable_table


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0007_number_home"),
    ]

    operations = [
        *searchable_table("channels_parked"),
        migrations.AddIndex(
            model_name="parked",
            index=models.Index(fields=["-at", "-id"], name="parked_at"),
        ),
        migrations.AddIndex(
            model_name="unrouted",
            index=models.Index(fields=["-at", "-id"], name="unrouted_at"),
        ),
    ]
