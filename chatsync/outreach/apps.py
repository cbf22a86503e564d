from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "chatsync.outreach"
    label = "outreach"
