from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "chatsync.realtime"
    label = "realtime"
