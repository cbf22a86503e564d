from django.db import migrations

# A control character before the workspace's id: a plain id was found by whoever searched for its
# first letter. The same expression stands in chatsync_found_messages.
TERMS = (
    "(to_tsvector('simple', left(coalesce(text, ''), 20000)) "
    "|| array_to_tsvector(ARRAY[chr(1) || workspace_id::text]))"
)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0007_sorting")]

    operations = [
        migrations.RunSQL("DROP INDEX message_terms", migrations.RunSQL.noop),
        migrations.RunSQL(
            f"CREATE INDEX message_terms ON inbox_message USING gin ({TERMS})",
            migrations.RunSQL.noop,
        ),
    ]
