import chatsync.kit.clock
import chatsync.kit.ids
import chatsync.kit.tenancy
from django.db import migrations, models

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):

    dependencies = [
        ('workspaces', '0002_tenancy'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyPace',
            fields=[
                ('key_id', models.UUIDField(primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE workspaces_keypace SET UNLOGGED", migrations.RunSQL.noop
        ),
        migrations.CreateModel(
            name='KeptAnswer',
            fields=[
                ('workspace_id', models.UUIDField(default=chatsync.kit.tenancy.current_workspace, editable=False)),
                ('id', models.UUIDField(default=chatsync.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200)),
                ('digest', models.BinaryField(max_length=32)),
                ('status', models.SmallIntegerField(null=True)),
                ('body', models.BinaryField(null=True)),
                ('started_at', models.DateTimeField(default=chatsync.kit.clock.now)),
            ],
            options={
                'indexes': [models.Index(fields=['workspace_id', 'started_at'], name='kept_answer_age')],
                'constraints': [models.UniqueConstraint(fields=('workspace_id', 'key'), name='kept_answer_once')],
            },
        ),
        *tenant_table("workspaces_keptanswer"),
    ]
