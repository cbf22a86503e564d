"""Nothing of workspace B is seen, touched or confirmed by workspace A, whatever A asks for.

A case counts only if B's owner succeeds with the same request; A must then get, byte for byte,
what an id gets that does not exist.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from chatsync.config.doors import document
from chatsync.kit import clock
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, Seen, browser, program, undone
from tests.tenancy.operations import WHERE_SOLD, Operation, Slot, operations
from tests.tenancy.world import World, a_world, strangers

_LESSON = (
    "An answer differs between another workspace's id and one that does not exist. Read the row "
    "inside the caller's scope and raise absent() of chatsync/kit/problem.py for both."
)


@dataclass
class Tally:
    """What was tried, what was seen to leak, and what could not be tried."""

    cases: int = 0
    leaks: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)


@dataclass
class Stage:
    """A asks for what is B's."""

    a: World
    b: World
    callers: list[Caller]
    owner: Caller
    tally: Tally = field(default_factory=Tally)

    def compare(self, what: str, ours: Seen, stranger: Seen) -> None:
        """One case: the two answers are the same, and neither holds anything of B."""
        self.tally.cases += 1
        if ours != stranger:
            self.tally.leaks.append(f"{what}: {ours} but for a random id {stranger}")
        told = [it for it in self.b.secrets if it.encode() in ours.body]
        if told:
            self.tally.leaks.append(f"{what}: the answer holds {told} of the other workspace")


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    # The clock stands still: a session is written again once a minute, and of two answers that
    # are compared only the later one would set its cookie.
    with clock.held():
        yield _stage()


def _stage() -> Stage:
    a, b = a_world(), a_world()
    callers = [
        browser(a, str(a.owner.email)),
        browser(a, a.agent.login),
        program(a),
        program(a, **{"ChatSync-Workspace": a.org}),
    ]
    for caller, name in zip(callers, ("owner", "agent", "key", "key and header"), strict=True):
        caller.name = name
    return Stage(a, b, callers, browser(b, str(b.owner.email)))


def test_another_workspaces_ids_are_ids_that_do_not_exist(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    for operation in operations(document()):
        if not _owner_succeeds(stage, operation):
            continue
        for caller in stage.callers:
            _ask(stage, operation, caller)
    _report(stage.tally, capsys, "ids")


def test_another_workspaces_name_is_a_name_that_does_not_exist(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    former = browser(stage.b, stage.b.former.login)
    former.name = "former member of B"
    for operation in operations(document()):
        if not _owner_succeeds(stage, operation):
            continue
        for caller in [*stage.callers, former]:
            _ask_in_their_name(stage, operation, caller)
    _report(stage.tally, capsys, "headers")


def test_an_answer_kept_for_one_workspace_is_not_given_to_another(stage: Stage) -> None:
    posts = [it for it in operations(document()) if it.method == "post" and not it.files]
    assert posts
    for number, operation in enumerate(posts):
        once = {"Idempotency-Key": f"repeat-{number}"}
        method, path, more = operation.request(operation.filled(stage.b.ids))
        first = stage.owner.call(method, path, headers=once, **more)
        if not first.is_done:
            continue
        replayed = dict(stage.owner.call(method, path, headers=once, **more).headers)
        assert "Idempotency-Replayed" in replayed, f"{operation}: B's own repetition is not known"
        method, path, more = operation.request(operation.filled(stage.a.ids))
        ours = stage.callers[0].call(method, path, headers=once, **more)
        assert "Idempotency-Replayed" not in dict(ours.headers), str(operation)
        assert not [it for it in stage.b.secrets if it.encode() in ours.body], str(operation)


def test_a_difference_and_a_word_of_the_other_workspace_are_noticed(stage: Stage) -> None:
    absent = Seen(404, (), b"{}")
    told = Seen(200, (), stage.b.mark.encode())
    for ours, theirs in (
        (Seen(403, (), b"{}"), absent),
        (Seen(404, (), b'{"detail": "other"}'), absent),
        (Seen(404, (("Vary", "Cookie"),), b"{}"), absent),
        (told, told),
    ):
        before = len(stage.tally.leaks)
        stage.compare("seed", ours, theirs)
        assert len(stage.tally.leaks) == before + 1
    stage.compare("seed", absent, absent)
    assert len(stage.tally.leaks) == 4


def _owner_succeeds(stage: Stage, operation: Operation) -> bool:
    """Whether the request means anything: B's owner gets what A must not."""
    method, path, more = operation.request(operation.filled(stage.b.ids))
    with undone():
        answer = stage.owner.call(method, path, **more)
    if not answer.is_done and operation.name not in WHERE_SOLD:
        stage.tally.idle.append(f"{operation} with {_said(operation)}: {answer}")
    return answer.is_done


def _ask(stage: Stage, operation: Operation, caller: Caller) -> None:
    for what, ours, random in _fillings(operation, stage.a.ids, stage.b.ids):
        answers = []
        for ids in (ours, random):
            method, path, more = operation.request(ids)
            answers.append(caller.call(method, path, **more))
        stage.compare(f"{caller.name}: {operation} with {what}", *answers)


def _ask_in_their_name(stage: Stage, operation: Operation, caller: Caller) -> None:
    nowhere, _ids = strangers()
    for ids in (stage.b.ids, stage.a.ids):
        method, path, more = operation.request(operation.filled(ids))
        ours, stranger = (
            caller.call(method, path, headers={"ChatSync-Workspace": org}, **more)
            for org in (stage.b.org, nowhere)
        )
        stage.compare(f"{caller.name} as B: {operation}", ours, stranger)
        if ours.status != 404:
            stage.tally.leaks.append(f"{caller.name} as B: {operation} answers {ours}")


def _fillings(
    operation: Operation, own: Mapping[str, str], foreign: Mapping[str, str]
) -> Iterator[tuple[str, dict[Slot, str], dict[Slot, str]]]:
    """All slots foreign; and each alone, among ids of the caller's own."""
    _nowhere, random = strangers()
    if operation.slots:
        yield "all of B", operation.filled(foreign), operation.filled(random)
    if len(operation.slots) > 1:
        for slot in operation.slots:
            mine = operation.filled(own)
            name = slot.name
            yield (
                f"{name} of B",
                mine | {slot: foreign[slot.kind]},
                mine | {slot: random[slot.kind]},
            )


def _said(operation: Operation) -> str:
    return ", ".join(f"{slot.name} in {slot.place}" for slot in operation.slots) or "no ids"


def _report(tally: Tally, capsys: pytest.CaptureFixture[str], what: str) -> None:
    with capsys.disabled():
        print(f"\ntenancy: {tally.cases} cases of foreign {what}")  # noqa: T201  it is asked for
    demand_none(tally.leaks, _LESSON)
    demand_none(
        tally.idle,
        "B's owner does not succeed with the request, so it proves nothing. Mend the example, or "
        "what tests/tenancy/world.py gives the workspace.",
    )
    assert tally.cases > 90, "too few cases were tried"
