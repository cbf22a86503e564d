"""The collector as a process of its own: what it has heard is stored when it is told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chatsync.analytics.beacons import encode_line
from chatsync.analytics.models import BeaconBatch
from chatsync.analytics.tests.test_speed_sums import line

_STARTS_WITHIN_S = 60.0
_RUN = (
    "import django; django.setup()\n"
    "from chatsync.analytics.loops import collect\n"
    "collect._STORED_EVERY_S = 3600.0\n"
    "collect.collect()\n"
)


def test_what_was_heard_is_stored_on_sigterm(db: None, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN], env={**os.environ, "CHATSYNC_DATA": str(tmp_path)}
    )
    try:
        with _connected(tmp_path / "collector.sock") as wire:
            wire.sendall(b"".join(encode_line(line()) + b"\n" for _ in range(3)) + b'["half a')
        time.sleep(1)  # it hears in a moment, and would store in an hour
        assert not BeaconBatch.objects.exists()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert BeaconBatch.objects.get().body.count('"/"') == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_with_an_open_line_is_no_error(
    db: None, tmp_path: Path, number: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN],
        env={**os.environ, "CHATSYNC_DATA": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    with _connected(tmp_path / "collector.sock") as wire:
        wire.sendall(encode_line(line()) + b"\n")
        time.sleep(1)
        process.send_signal(number)
        _said, complained = process.communicate(timeout=30)
    assert (process.returncode, complained) == (0, "")
    assert BeaconBatch.objects.get().body.count('"/"') == 1


def _connected(path: Path) -> socket.socket:
    until = time.monotonic() + _STARTS_WITHIN_S
    while True:
        wire = socket.socket(socket.AF_UNIX)
        try:
            wire.connect(str(path))
        except OSError:
            wire.close()
            assert time.monotonic() < until, "the collector did not start"
            time.sleep(0.05)
        else:
            return wire
