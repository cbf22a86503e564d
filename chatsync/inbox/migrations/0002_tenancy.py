from django.db import migrations

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_initial"),
        ("channels", "0002_tenancy"),
        ("contacts", "0002_tenancy"),
        ("workspaces", "0002_tenancy"),
    ]

    operations = [
        *tenant_table("inbox_conversation", parents=[("number_id", "channels_number"), ("contact_id", "contacts_contact"), ("assignee_id", "workspaces_member")]),
        *tenant_table("inbox_session", parents=[("conversation_id", "inbox_conversation")]),
        *tenant_table("inbox_message", parents=[("conversation_id", "inbox_conversation"), ("media_id", "channels_media")], searchable=True, referenced=False),
        *tenant_table("inbox_statusreport", referenced=False),
        *tenant_table("inbox_draft", parents=[("conversation_id", "inbox_conversation"), ("member_id", "workspaces_member")], referenced=False),
    ]
