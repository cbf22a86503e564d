from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "chatsync.channels"
    label = "channels"
