from django.db import migrations

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("workspaces", "0001_initial"),
    ]

    operations = [
        *tenant_table("workspaces_workspace", column="id", searchable=True),
        *tenant_table("workspaces_member", searchable=True),
        *tenant_table("workspaces_apikey", parents=[("member_id", "workspaces_member")], searchable=True, referenced=False),
    ]
