from django.db import migrations, models


class Migration(migrations.Migration):
    """Each kind of view is kept by the hour for some days; what stays are sums by day and month."""

    dependencies = [
        ('analytics', '0002_landings'),
    ]

    operations = [
        migrations.DeleteModel(
            name='PageCount',
        ),
        migrations.CreateModel(
            name='PageCount',
            fields=[
                ('pk', models.CompositePrimaryKey('hour', 'page', 'variant', 'referrer', 'utm_source', 'utm_medium', 'utm_campaign', 'device', blank=True, editable=False, primary_key=True, serialize=False)),
                ('hour', models.DateTimeField()),
                ('page', models.CharField(max_length=120)),
                ('variant', models.CharField(blank=True, max_length=1)),
                ('referrer', models.CharField(max_length=10)),
                ('utm_source', models.CharField(blank=True, max_length=60)),
                ('utm_medium', models.CharField(blank=True, max_length=60)),
                ('utm_campaign', models.CharField(blank=True, max_length=60)),
                ('device', models.CharField(max_length=8)),
                ('views', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ViewSum',
            fields=[
                ('pk', models.CompositePrimaryKey('grain', 'within', 'within_value', 'at', 'part', 'value', blank=True, editable=False, primary_key=True, serialize=False)),
                ('grain', models.CharField(choices=[('d', 'Day'), ('m', 'Month')], max_length=1)),
                ('within', models.CharField(blank=True, max_length=12)),
                ('within_value', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField()),
                ('part', models.CharField(blank=True, max_length=12)),
                ('value', models.CharField(blank=True, max_length=120)),
                ('views', models.PositiveIntegerField()),
            ],
        ),
    ]
