"""`make bench`: every figure, or those named on the command line.

`python -m bench exports` takes ten minutes for one figure, and so is made when it is named alone.
"""

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
    "traffic": traffic.measure,
    "collector": collector.measure,
    "billing": billing.measure,
    "memory": memory.measure,
}
_NAMED = {"exports": exports.measure}


def main() -> None:
    figures = Figures()
    for name in sys.argv[1:] or _ALL:
        (_ALL | _NAMED)[name](figures)
        figures.write()


main()
