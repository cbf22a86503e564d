"""What a finished start tells: the ready file for scripts, addresses and sign-ins for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chatsync.config.supervisor.installation import write_private
from chatsync.config.supervisor.processes import say
from chatsync.config.supervisor.refusals import StartRefused
from chatsync.config.supervisor.sandbox import Paddle, Sandbox
from chatsync.config.supervisor.setup import Facts


@dataclass(frozen=True, slots=True)
class Announcement:
    """The addresses of this run and the demo's facts (empty without a demo)."""

    base_url: str
    sandbox: Sandbox | None
    facts: Facts


def write_ready_file(path: Path, announcement: Announcement, pids: Mapping[str, int]) -> None:
    """Write addresses, pids and sign-ins in one step; it holds passwords, so 0600."""
    sandbox, facts = announcement.sandbox, announcement.facts
    paddle = sandbox.paddle if sandbox else None
    content = {
        "url": announcement.base_url,
        "sandbox_url": sandbox.url if sandbox else None,
        "mail_url": sandbox.mail_url if sandbox else None,
        "pids": dict(pids),
        "paddle_url": paddle.url if paddle else None,
        "paddle_frame_url": paddle.frame_url if paddle else None,
        "operator": facts.get("operator"),
        **{name: _shared(facts.get(name), paddle) for name in ("demo", "demo2")},
    }
    try:
        write_private(path, content)
    except OSError as error:
        raise StartRefused(f"the ready file {path} cannot be written: {error.strerror}.") from error


def _shared(business: Facts | None, paddle: Paddle | None) -> Facts | None:
    """A demo workspace's facts, with the secret of Paddle's stand-in where one runs."""
    if business is None or paddle is None:
        return business
    return {**business, "paddle_webhook_secret": paddle.webhook_secret}


def announce(announcement: Announcement) -> None:
    """Tell the person at the terminal where to go and how to sign in."""
    sandbox, facts = announcement.sandbox, announcement.facts
    say(f"ready at {announcement.base_url}")
    if sandbox:
        say(f"the demo's phone and Meta's stand-in: {sandbox.url}; its mailbox: {sandbox.mail_url}")
        if sandbox.paddle:
            say(f"billing is on, against Paddle's stand-in: {sandbox.paddle.url}; no money moves")
    for workspace in ("demo", "demo2"):
        for role, member in facts.get(workspace, {}).get("members", {}).items():
            say(f"{workspace} {role}: {member['login']} / {member['password']}")
    operator = facts.get("operator")
    if operator:
        key = operator.get("totp_secret")
        said = f", key for an authenticator app: {key}" if key else ""
        say(f"operator: {operator['login']} / {operator['password']}{said}")
    say("Ctrl-C stops everything.")
