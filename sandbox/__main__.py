"""Command line: python -m sandbox --port Q --mail-port M --smtp-port S --config FILE."""

import argparse
import gc
import sys
from pathlib import Path

import uvloop

from sandbox.server import Files, PaddleStart, Ports, serve


def main() -> None:
    """Read the command line and serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="Graph API and phone page")
    parser.add_argument("--mail-port", type=int, required=True, help="mailbox page")
    parser.add_argument("--smtp-port", type=int, required=True, help="mailbox SMTP listener")
    parser.add_argument("--imap-port", type=int, help="the mailbox read over IMAP")
    parser.add_argument("--config", type=Path, help="JSON file with numbers, apps, customers")
    parser.add_argument("--state-file", type=Path, help="keeps what is made at run time")
    parser.add_argument(
        "--product-url", "--target", default="", help="address of the product, for links"
    )
    parser.add_argument("--paddle-port", type=int, help="also be a Paddle: its API")
    parser.add_argument("--paddle-frame-port", type=int, help="its checkout and portal")
    parser.add_argument("--paddle-config", type=Path, help="its keys, tokens, destinations")
    parser.add_argument("--paddle-state-file", type=Path, help="keeps what was bought")
    options = parser.parse_args()
    gc.freeze()
    ports = Ports(options.port, options.mail_port, options.smtp_port, options.imap_port)
    files = Files(options.config, options.state_file)
    paddle = None
    if options.paddle_port is not None and options.paddle_frame_port is not None:
        both = (options.paddle_port, options.paddle_frame_port)
        paddle = PaddleStart(both, options.paddle_config, options.paddle_state_file)
    try:
        uvloop.run(serve(ports, files, options.product_url.rstrip("/"), paddle))
    except (ValueError, OSError) as error:
        sys.exit(f"The sandbox did not start: {error}")


if __name__ == "__main__":
    main()
