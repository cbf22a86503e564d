from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0006_transfers'),
    ]

    operations = [
        migrations.AddField(
            model_name='walk',
            name='prices_differ',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='walk',
            name='prices_compared_at',
            field=models.DateTimeField(null=True),
        ),
    ]
