"""A checkout that nobody pays: for `chatsync audit checkout`, which opens it and looks."""

from functools import partial

from chatsync.billing.actions.checkout import NotSold, PaddleAway
from chatsync.billing.actions.handles import PLAIN, make_handle
from chatsync.billing.asking import ask
from chatsync.billing.paddle.client import cancel_transaction, make_transaction
from chatsync.billing.paddle.reader import TransactionRead
from chatsync.billing.prices import is_sold_online, price_table
from chatsync.billing.proof import LOOKED_AT
from chatsync.kit.tenancy import every_workspace


def open_to_look() -> tuple[str, str]:
    """Its address and its transaction at Paddle. Raises NotSold, PaddleAway.

    It belongs to no workspace: what Paddle tells of it is ignored. The way to it takes a name, as
    every handle does; the first workspace lends its own.
    """
    price = next((one for one in price_table() if is_sold_online(one)), None)
    homes = every_workspace()
    if price is None or not homes:
        raise NotSold("No plan can be paid online here, or there is no workspace yet.")
    made = ask(
        partial(make_transaction, price_id=price.provider_id, customer_id="", data=LOOKED_AT)
    )
    if not isinstance(made, TransactionRead):
        raise PaddleAway(f"Paddle made no checkout: {getattr(made, 'detail', made)}")
    return make_handle(homes[0], made.id, PLAIN), made.id


def take_back(transaction_id: str) -> None:
    """Cancel it at Paddle."""
    ask(partial(cancel_transaction, transaction_id=transaction_id))
