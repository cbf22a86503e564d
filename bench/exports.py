"""The memory that the export of a whole workspace takes, of 10,000 messages and of 1,000,000."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.figures import Figures
from bench.lists import fill, org_of
from bench.product import Product, running
from chatsync.config.supervisor.installation import kept_secret

_FEW, _MANY = 1_000, 100_000
"""Conversations of ten messages each."""
_MAKE = """
import json, resource, sys, time
from uuid import UUID
from chatsync.config.setup_check import django_ready
django_ready()
from chatsync.inbox.actions.archive import weight
from chatsync.inbox.actions.export_whole import make_whole_export
from chatsync.inbox.models import Message, WholeExport
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member
org = UUID(sys.argv[1])
with scope(org):
    owner = Member.objects.get(role="owner")
    total = weight(Message.objects.all())
    asked = WholeExport.objects.create(asked_by_id=owner.id, total=total)
before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
make_whole_export(org, asked.id)
took = time.monotonic() - begun
with scope(org):
    asked.refresh_from_db()
print(json.dumps({
    "state": asked.state, "messages": total, "size": asked.size, "took": took,
    "before": before / 1024, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def measure(figures: Figures) -> None:
    with running() as product:
        fill(product, last=_FEW)
        few = _made(product)
        fill(product, first=_FEW + 1, last=_MANY)
        many = _made(product)
    figures.keep("export_memory_10_000", few["peak"], "MB")
    figures.keep(
        "export_memory_1_000_000", many["peak"], "MB", floor=few["peak"], at_most=few["peak"] * 1.25
    )
    figures.keep("export_messages", many["messages"] / many["took"], "1/s")


def _made(product: Product) -> dict[str, float]:
    """One export in a process of its own: its peak is this export's alone."""
    secrets = {
        "CHATSYNC_SECRET_KEY": kept_secret(product.data, "secret_key"),
        "CHATSYNC_ENCRYPTION_KEYS": kept_secret(product.data, "encryption_keys"),
        "CHATSYNC_DATA": str(product.data),
        "CHATSYNC_BASE_URL": product.url,
        "DATABASE_URL": product.database_url,
        "DJANGO_SETTINGS_MODULE": "chatsync.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", _MAKE, str(org_of(product))],
        cwd=Path(__file__).parents[1],
        env={**os.environ, **secrets},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    made: dict[str, float] = json.loads(done.stdout)
    sys.stdout.write(f"       {made}\n")
    return made
