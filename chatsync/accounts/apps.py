from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chatsync.accounts"
    label = "accounts"
