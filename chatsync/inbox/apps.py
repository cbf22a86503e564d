from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "chatsync.inbox"
    label = "inbox"
