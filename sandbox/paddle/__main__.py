"""Command line: python -m sandbox.paddle --port A --frame-port B --config FILE."""

import argparse
import gc
import sys
from pathlib import Path

import uvloop

from sandbox.paddle.server import serve


def main() -> None:
    """Read the command line and serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.paddle", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="API, script, control")
    parser.add_argument("--frame-port", type=int, required=True, help="checkout and portal")
    parser.add_argument("--config", type=Path, help="JSON file with keys, tokens, destinations")
    parser.add_argument("--state-file", type=Path, help="keeps what was bought")
    options = parser.parse_args()
    gc.freeze()
    ports = (options.port, options.frame_port)
    try:
        uvloop.run(serve(ports, options.config, options.state_file))
    except (ValueError, OSError) as error:
        sys.exit(f"The Paddle stand-in did not start: {error}")


if __name__ == "__main__":
    main()
