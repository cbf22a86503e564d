from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "chatsync.analytics"
    label = "analytics"
