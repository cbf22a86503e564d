from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "chatsync.ops"
    label = "ops"
