"""Why a start ends: always one plain sentence that says what to do next."""

from chatsync.kit.env import WrongSetting


class StartRefused(WrongSetting):
    """Ends the start although no setting is wrong; nothing was changed or lost."""
