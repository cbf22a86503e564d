"""What the whole product holds in memory when nothing happens."""

import time
from pathlib import Path

import psutil

from bench.figures import Figures
from bench.product import running


def measure(figures: Figures) -> None:
    with running() as product:
        time.sleep(60)
        supervisor = psutil.Process(product.supervisor)
        family = [supervisor, *supervisor.children(recursive=True)]
        total = sum(_share(process.pid) for process in family)
        figures.keep("idle_memory", total / 1024, "MB PSS", at_most=450)


def _share(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
