"""Keeping what people answered on measurement."""

from chatsync.privacy.models import ConsentRecord
from chatsync.privacy.receipts import Answer, Method, Receipt, new_number, this_hour, write_receipt


def record_answer(
    answer: Answer, method: Method, language: str, shown: tuple[str, str], before: Receipt | None
) -> str:
    """Write the answer into the ledger; returns its receipt.

    `shown` are the digests of the question and of its words. `before` is the receipt that the
    browser held: from now on it proves nothing. Withdrawing where nothing was agreed to is a
    refusal.
    """
    if answer is Answer.WITHDRAWN and not (before and before.answer is Answer.ACCEPTED):
        answer = Answer.REFUSED
    receipt = Receipt(new_number(), answer, method, language, *shown, at=this_hour())
    ConsentRecord.objects.create(
        receipt=receipt.digest,
        ends=before.digest if before else "",
        answer=receipt.answer,
        method=receipt.method,
        language=receipt.language,
        asked=receipt.asked,
        words=receipt.words,
        at=receipt.given,
    )
    return write_receipt(receipt)
