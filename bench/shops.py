"""`python -m bench.shops DATA COUNT FILE`: shops in a running installation, and what Paddle would
tell of the life of each one's subscription, in order, one event a line."""

import os
import sys
from importlib import import_module
from pathlib import Path

from chatsync.config.setup_check import django_ready
from chatsync.config.supervisor.run import use_folder


def main(data: Path, count: int, file: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatsync.config.settings")
    use_folder(data)
    django_ready()
    # Rooms can be imported only once Django is ready.
    people = import_module("chatsync.accounts.models").Person.objects
    adjust = import_module("chatsync.billing.actions.adjust")
    facts = import_module("chatsync.billing.tests.facts")
    workspaces = import_module("chatsync.workspaces.actions")
    with file.open("w") as lines:
        for number in range(count):
            owner = people.create(login=f"bench-{number}", name="Owner", password="!")
            shop = workspaces.create_workspace(name=f"Shop {number}", owner=owner)
            adjust.open_account(shop.id)
            for body in facts.a_life(shop.id):
                named = body.decode().replace("_01test", f"_b{number:05}")
                lines.write(named.replace('"evt_', f'"evt_{number:05}_') + "\n")


main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
