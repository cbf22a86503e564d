from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "chatsync.contacts"
    label = "contacts"
