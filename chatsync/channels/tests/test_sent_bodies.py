"""What Meta would refuse does not leave (Cloud API, messages reference)."""

from collections.abc import Callable

import pytest

from chatsync.channels.whatsapp.outgoing import Body, Frame, Recipient, UnsendableError
from chatsync.channels.whatsapp.outgoing_files import file_body, reaction_body, voice_body


@pytest.mark.parametrize(
    "made",
    [
        lambda f: file_body(f, "video", "7", "x" * 1_025),
        lambda f: file_body(f, "audio", "7", "a caption"),
        lambda f: file_body(f, "document", "7", None, "x" * 241),
        lambda f: file_body(f, "video", ""),
        lambda f: voice_body(f, ""),
        lambda f: reaction_body(f, "", "👍"),
        lambda f: reaction_body(f, "wamid.A", "OK"),
        lambda f: reaction_body(f, "wamid.A", "<b>"),
        lambda f: reaction_body(f, "wamid.A", "👍" * 17),
    ],
)
def test_what_meta_would_refuse_is_refused_here(made: Callable[[Frame], Body]) -> None:
    with pytest.raises(UnsendableError):
        made(Frame(Recipient(phone="923001234567")))
