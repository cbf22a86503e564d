"""`make generate`: write the dashboard's types from the server's shapes."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatsync.config.settings")
os.environ.setdefault("CHATSYNC_SECRET_KEY", "generate")
django.setup()

from chatsync.config.generated import FILES  # noqa: E402  models are read after the set-up

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    for name, write in FILES.items():
        (ROOT / name).write_text(write(), encoding="utf-8")
