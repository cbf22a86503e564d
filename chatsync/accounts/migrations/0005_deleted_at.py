from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_operator_since")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
