from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "chatsync.desk"
    label = "desk"
