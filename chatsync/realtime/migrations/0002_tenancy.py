from django.db import migrations

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0001_initial"),
    ]

    operations = [
        *tenant_table("realtime_counter", column="workspace_id", key="workspace_id"),
        *tenant_table("realtime_event", key="workspace_id, seq"),
        migrations.RunSQL(
            "INSERT INTO realtime_epoch (id, epoch) VALUES (1, gen_random_uuid())",
            migrations.RunSQL.noop,
        ),
    ]
