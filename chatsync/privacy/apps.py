from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "chatsync.privacy"
    label = "privacy"
