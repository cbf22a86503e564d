from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "chatsync.audit"
    label = "audit"
