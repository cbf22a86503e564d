from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "chatsync.jobs"
    label = "jobs"
