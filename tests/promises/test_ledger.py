"""No promise without a proof, no proof without a mutant that turns it red."""

from importlib import import_module
from pathlib import Path

import pytest

from tests.promises.ledger import LEDGER, Promise
from tests.support.source import ROOT

HERE = Path(__file__).parent


def test_every_promise_has_its_file_and_every_file_its_promise() -> None:
    files = {path.name for path in HERE.glob("test_cp_*.py")}
    assert files == {promise.file for promise in LEDGER}
    assert len({promise.id for promise in LEDGER}) == len(LEDGER) == 21


@pytest.mark.parametrize("promise", LEDGER, ids=lambda promise: promise.id)
def test_a_promise_has_proofs_and_mutants_that_they_notice(promise: Promise) -> None:
    module = import_module(f"tests.promises.{promise.file.removesuffix('.py')}")
    assert module.__doc__
    assert module.__doc__.startswith(f"{promise.id}: ")
    assert module.PROOFS
    assert module.MUTANTS
    assert {mutant.proof for mutant in module.MUTANTS} <= set(module.PROOFS)
    tests = {name for name in vars(module) if name.startswith("test_")}
    assert tests == {"test_it_holds", "test_a_mutant_is_noticed"}


@pytest.mark.parametrize("promise", LEDGER, ids=lambda promise: promise.id)
def test_proofs_that_stand_elsewhere_are_there(promise: Promise) -> None:
    for path in promise.also:
        assert (ROOT / path).is_file(), path
