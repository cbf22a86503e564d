from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0011_entitlements")]

    operations = [
        migrations.AddField(
            model_name="workspace", name="closed_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="workspace", name="closed_by_id", field=models.UUIDField(null=True)
        ),
        # Nobody may delete an event of the log; with its workspace the whole log goes.
        migrations.RunSQL(
            "ALTER TABLE workspaces_auditevent ADD CONSTRAINT workspaces_auditevent_workspace "
            "FOREIGN KEY (workspace_id) REFERENCES workspaces_workspace (id) ON DELETE CASCADE",
            "ALTER TABLE workspaces_auditevent DROP CONSTRAINT workspaces_auditevent_workspace",
        ),
    ]
