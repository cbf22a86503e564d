from django.db import migrations

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0001_initial"),
    ]

    operations = [
        *tenant_table("channels_number", searchable=True),
        *tenant_table("channels_parked", referenced=False),
        *tenant_table("channels_accountupdate", referenced=False),
        *tenant_table("channels_outbound", parents=[("number_id", "channels_number")]),
        *tenant_table("channels_media", parents=[("number_id", "channels_number")]),
    ]
