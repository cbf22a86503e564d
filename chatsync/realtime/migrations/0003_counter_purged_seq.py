from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0002_tenancy"),
    ]

    operations = [
        migrations.AddField(
            model_name="counter",
            name="purged_seq",
            field=models.BigIntegerField(default=0, db_default=0),
        ),
    ]
