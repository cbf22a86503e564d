from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "chatsync.billing"
    label = "billing"
