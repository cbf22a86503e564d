"""The sample pictures that a customer can send without having a photo at hand."""

from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
SAMPLES = ("parcel", "teapot")


@cache
def sample_image(name: str) -> bytes:
    """Give the JPEG bytes of a sample picture."""
    return (STATIC / f"sample-{name}.jpg").read_bytes()
