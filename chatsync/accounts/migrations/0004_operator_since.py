from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_second_factors_and_sessions")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="operator_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
