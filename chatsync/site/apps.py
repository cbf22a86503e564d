from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "chatsync.site"
    label = "site"
