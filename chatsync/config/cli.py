"""The command `chatsync`: `run` for one machine, the single parts for production."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from chatsync.config.cli_audit import add_audit
from chatsync.config.supervisor.initdb import RolePasswords, init_db, script
from chatsync.config.supervisor.run import Options, run, use_folder
from chatsync.kit import env
from chatsync.kit.errors import Refusal

_PARTS = {
    "web": "serve pages, the API, sockets and webhooks",
    "ingest": "read webhook deliveries into the inbox",
    "sender": "send what is queued",
    "jobs": "mail, schedule and files",
    "collector": "hear how fast pages are, where visitors agreed; one per installation",
}


def main() -> None:
    """Read the command line; a refusal ends with one plain sentence and exit code 1."""
    options = _parser().parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatsync.config.settings")
    deed: Callable[[argparse.Namespace], None] = options.deed
    deed(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chatsync", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    everything = commands.add_parser("run", help="run the whole product on this machine")
    everything.add_argument("--port", type=_port, default=8000)
    everything.add_argument("--sandbox-port", type=_port, default=8001)
    everything.add_argument("--data", type=Path, default=Path("data"), help="data folder")
    everything.add_argument("--no-demo", action="store_true", help="no demo workspaces")
    everything.add_argument("--ready-file", type=Path, help="written once all is ready (JSON)")
    everything.set_defaults(deed=_run)
    for name, said in _PARTS.items():
        part = commands.add_parser(name, help=said)
        part.set_defaults(deed=_part, part=name)
    prepare = commands.add_parser("init-db", help="create roles, extensions and functions once")
    prepare.add_argument("--admin-url", help="a superuser's address of the server")
    prepare.add_argument("--print", action="store_true", help="print the SQL, change nothing")
    prepare.set_defaults(deed=_init_db)
    commands.add_parser("migrate", help="bring the tables up to date, as owner").set_defaults(
        deed=_migrate
    )
    _add_upkeep(commands)
    add_audit(commands)
    return parser


def _add_upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What an operator does beside a running product."""
    again = commands.add_parser("reconcile", help="try again what was parked, read what was missed")
    again.add_argument("what", choices=("whatsapp", "paddle"))
    _beside_data(again, _reconcile)
    _beside_data(commands.add_parser("purge", help="delete now what is past its time"), _purge)
    turn = commands.add_parser("rotate-keys", help="seal every secret anew with the first key")
    _beside_data(turn, _rotate_keys)
    moved = commands.add_parser("move-files", help="move files from the data folder to the bucket")
    _beside_data(moved, _move_files)
    operator = commands.add_parser("create-operator", help="make somebody an operator")
    operator.add_argument("--email", required=True, help="their address; who has it is lifted")
    operator.add_argument("--name", default="", help="their name, where they are new")
    _beside_data(operator, _create_operator)
    removed = commands.add_parser("remove-operator", help="take an operator's rights away")
    removed.add_argument("--email", required=True, help="their address")
    removed.add_argument("--data", type=Path, default=Path("data"), help="data folder of `run`")
    removed.set_defaults(deed=_remove_operator)
    look = commands.add_parser("doctor", help="check this installation, say what is wrong")
    _beside_data(look, _doctor)


def _beside_data(
    command: argparse.ArgumentParser, deed: Callable[[argparse.Namespace], None]
) -> None:
    """A command that works on the database of `run` where no other is named."""
    command.add_argument("--data", type=Path, default=Path("data"), help="data folder of `run`")
    command.set_defaults(deed=deed)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port; use 1 to 65535")
    return int(text)


def _run(options: argparse.Namespace) -> None:
    run(
        Options(
            port=options.port,
            sandbox_port=options.sandbox_port,
            data=options.data,
            demo=not options.no_demo,
            ready_file=options.ready_file,
        )
    )


def _part(options: argparse.Namespace) -> None:
    _named("chatsync.config.setup_check:before_serving")()
    _named(f"chatsync.config.parts:{options.part}")()


def _init_db(options: argparse.Namespace) -> None:
    if options.print:
        sys.stdout.write(script())
        return
    if not options.admin_url:
        raise env.WrongSetting("init-db needs --admin-url, or --print to see what it would do.")
    passwords = RolePasswords(
        _password("CHATSYNC_DB_OWNER_PASSWORD"), _password("CHATSYNC_DB_APP_PASSWORD")
    )
    init_db(options.admin_url, passwords)


def _password(name: str) -> str:
    value = env.text(name)
    if not value:
        raise env.WrongSetting(f"set {name} (or {name}_FILE) to the password the role shall have.")
    return value


def _migrate(_options: argparse.Namespace) -> None:
    owner_url = env.text("DATABASE_OWNER_URL")
    if not owner_url:
        raise env.WrongSetting("migrate needs DATABASE_OWNER_URL: migrations run as the owner.")
    _named("chatsync.config.setup_check:django_ready")()
    _named("chatsync.config.supervisor.setup:migrate")(owner_url)


def _reconcile(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    if options.what == "paddle":
        _reconcile_paddle()
        return
    done, left = _named("chatsync.channels.actions.reconcile:read_parked_again")()
    sys.stdout.write(f"{done} parked updates were read now, {left} stay parked.\n")


def _reconcile_paddle() -> None:
    if not _named("chatsync.billing.actions.reconcile:asks_paddle")():
        raise env.WrongSetting(
            "Paddle was not asked: billing is off, or PADDLE_API_KEY is not set. With the embedded "
            "database, name its folder with --data."
        )
    done = _named("chatsync.billing.actions.reconcile:reconcile")()
    sys.stdout.write(
        f"{done.missed} missed events were read, {done.again} that did not conclude were read "
        f"again, {done.compared} subscriptions were compared.\n"
    )
    if done.trouble:
        raise env.WrongSetting(f"Paddle did not answer everything: {done.trouble}. Try again.")


def _purge(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    gone = _named("chatsync.privacy.purging:purge")()
    for line, count in sorted(gone.items()):
        sys.stdout.write(f"{line}: {count} deleted\n")


def _rotate_keys(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    turned = _named("chatsync.privacy.key_rotation:rotate_keys")()
    for kind, count in sorted(turned.items()):
        lost = f", {count.lost} cannot be opened with any key" if count.lost else ""
        sys.stdout.write(f"{kind}: {count.anew} sealed anew{lost}\n")
    for note in _named("chatsync.privacy.key_rotation:key_notes")():
        sys.stdout.write(f"{note}\n")
    if any(count.lost for count in turned.values()):
        sys.exit(1)


def _move_files(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    try:
        _named("chatsync.config.setup_check:refuse_unusable_bucket")()
        count = _named("chatsync.kit.moving:move_files")()
    except OSError as error:
        raise env.WrongSetting(f"{error}. What was moved stays there; run this again.") from None
    sys.stdout.write(f"{count} files were moved into the bucket.\n")


def _create_operator(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    try:
        person, password = _named("chatsync.accounts.actions:make_operator")(
            email=options.email, name=options.name
        )
    except Refusal as refused:
        raise env.WrongSetting(str(refused)) from None
    sys.stdout.write(f"{person.email} is an operator. Sign-in name: {person.login}\n")
    if password is None:
        sys.stdout.write("Their password stays as it was; they are asked for a second factor.\n")
    else:
        sys.stdout.write(f"Temporary password, valid for 72 hours, shown this once: {password}\n")


def _remove_operator(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    try:
        address = _named("chatsync.accounts.operators:remove_operator_by_address")(options.email)
    except Refusal as refused:
        raise env.WrongSetting(str(refused)) from None
    sys.stdout.write(f"{address} is no longer an operator, and is signed out everywhere.\n")


def _doctor(options: argparse.Namespace) -> None:
    use_folder(options.data)
    _named("chatsync.config.setup_check:django_ready")()
    findings = _named("chatsync.config.setup_check:findings")()
    for finding in findings:
        sys.stdout.write(f"- {finding}\n")
    parked = _named("chatsync.config.setup_check:parked_updates")()
    if parked is not None:
        sys.stdout.write(
            f"Updates that are parked: {parked}. `chatsync reconcile whatsapp` tries them again.\n"
        )
    for notes in ("key_notes", "picture_notes"):
        for note in _named(f"chatsync.config.setup_check:{notes}")():
            sys.stdout.write(f"{note}\n")
    if findings:
        sys.exit(1)
    if _named("chatsync.config.setup_check:mailbox_fault")() == "":
        sys.stdout.write("The mailbox of the privacy desk can be read.\n")
    sys.stdout.write("Nothing wrong was found.\n")


def _named(name: str) -> Callable[..., Any]:
    """Import what needs Django's settings only once they are complete."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


if __name__ == "__main__":
    main()
