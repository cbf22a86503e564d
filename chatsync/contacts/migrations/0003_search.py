from django.db import migrations

# The same expressions stand in chatsync_found_contacts.
TERMS = (
    "(to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(profile_name, '') || ' ' "
    "|| coalesce(username, '')) || array_to_tsvector(ARRAY[workspace_id::text]))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_tenancy"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX contact_terms ON contacts_contact USING gin ({TERMS})",
            "DROP INDEX contact_terms",
        ),
        migrations.RunSQL(
            "CREATE INDEX identity_phone_head ON contacts_identity "
            "(workspace_id, value text_pattern_ops) WHERE kind = 'phone'",
            "DROP INDEX identity_phone_head",
        ),
        migrations.RunSQL(
            "CREATE INDEX identity_phone_tail ON contacts_identity "
            "(workspace_id, reverse(value) text_pattern_ops) WHERE kind = 'phone'",
            "DROP INDEX identity_phone_tail",
        ),
        migrations.RunSQL(
            "CREATE POLICY search ON contacts_identity FOR SELECT TO chatsync_search USING (true)",
            "DROP POLICY search ON contacts_identity",
        ),
        migrations.RunSQL(
            "GRANT SELECT ON contacts_identity TO chatsync_search",
            "REVOKE SELECT ON contacts_identity FROM chatsync_search",
        ),
    ]
