from django.db import migrations, models

# The workspace is a word of every row, so that a search touches one tenant's rows only. The same
# expression stands in chatsync_found_messages.
TERMS = (
    "(to_tsvector('simple', left(coalesce(text, ''), 20000)) "
    "|| array_to_tsvector(ARRAY[workspace_id::text]))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0002_tenancy"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="stored_seq",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("status", "open"), ("unread__gt", 0)),
                fields=["workspace_id", "assignee"],
                name="conversation_unread",
            ),
        ),
        migrations.RunSQL(
            f"CREATE INDEX message_terms ON inbox_message USING gin ({TERMS})",
            "DROP INDEX message_terms",
        ),
        migrations.RunSQL(
            "CREATE POLICY search ON inbox_conversation FOR SELECT TO chatsync_search USING (true)",
            "DROP POLICY search ON inbox_conversation",
        ),
        migrations.RunSQL(
            "GRANT SELECT ON inbox_conversation TO chatsync_search",
            "REVOKE SELECT ON inbox_conversation FROM chatsync_search",
        ),
    ]
