"""`make bench`: every figure, or those named on the command line."""

import sys

from bench import webhooks
from bench.figures import Figures

_ALL = {"webhooks": webhooks.measure}


def main() -> None:
    figures = Figures()
    for name in sys.argv[1:] or _ALL:
        _ALL[name](figures)
        figures.write()


main()
