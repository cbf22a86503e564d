from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chatsync.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the room's system checks."""
        import_module("chatsync.accounts.checks")
