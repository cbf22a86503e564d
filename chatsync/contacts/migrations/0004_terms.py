from django.db import migrations

# As in inbox 0008: the workspace's id is no word that anybody can search for. The same expression
# stands in chatsync_found_contacts.
TERMS = (
    "(to_tsvector('simple', coalesce(name, '') || ' ' || coalesce(profile_name, '') || ' ' "
    "|| coalesce(username, '')) || array_to_tsvector(ARRAY[chr(1) || workspace_id::text]))"
)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_search")]

    operations = [
        migrations.RunSQL("DROP INDEX contact_terms", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX contact_terms ON contacts_contact USING gin ({TERMS})",
            migrations.RunSQL.noop,
        ),
    ]
