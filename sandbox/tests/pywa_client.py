"""A client that we did not write (pywa), at the stand-in instead of at Meta."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pywa import WhatsApp

from sandbox.tests.support import Meta


@contextmanager
def a_client(meta: Meta, token: str = "") -> Iterator[WhatsApp]:
    """Its address is fixed to Meta's; only the session behind it can be pointed elsewhere."""
    with httpx.Client(trust_env=False) as session:
        client = WhatsApp(
            phone_id=meta.number_id,
            token=token or meta.token,
            waba_id=meta.waba_id,
            session=session,
            server=None,
        )
        client.api._session.base_url = httpx.URL(f"{meta.base}/v26.0")
        yield client
