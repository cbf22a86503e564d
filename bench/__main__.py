"""`make bench`: every figure, or those named on the command line."""

import sys

from bench import (
    billing,
    collector,
    exports,
    lists,
    memory,
    neighbour,
    search,
    sending,
    sockets,
    traffic,
    webhooks,
)
from bench.figures import Figures

_ALL = {
    "webhooks": webhooks.measure,
    "sockets": sockets.measure,
    "neighbour": neighbour.measure,
    "sending": sending.measure,
    "lists": lists.measure,
    "search": search.measure,
    "exports": exports.measure,
    "traffic": traffic.measure,
    "collector": collector.measure,
    "billing": billing.measure,
    "memory": memory.measure,
}


def main() -> None:
    figures = Figures()
    for name in sys.argv[1:] or _ALL:
        _ALL[name](figures)
        figures.write()


main()
