from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "chatsync.workspaces"
    label = "workspaces"
