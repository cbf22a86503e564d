from django.db import migrations

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        *tenant_table("contacts_contact", searchable=True),
        *tenant_table("contacts_identity", parents=[("contact_id", "contacts_contact")], referenced=False),
    ]
