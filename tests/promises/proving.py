"""What a promise's file is made of: proofs that must hold, and mutants that must turn one red."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from unittest import mock

import pytest
from django.test import override_settings

from chatsync.privacy.middleware import UndeclaredStorage

Proof = Callable[[], None]
Breaks = Callable[[], AbstractContextManager[object]]
_RED = (AssertionError, UndeclaredStorage, LookupError)
"""What a proof raises when its promise is broken; a header or cookie that is missing too."""


@dataclass(frozen=True)
class Mutant:
    """One way to break a promise, for as long as `breaks` is open, and the proof that notices."""

    says: str
    proof: Proof
    breaks: Breaks


def without(target: str, value: object) -> Breaks:
    """Puts `value` in the place of something of the product, named as `module.attribute`."""
    return lambda: mock.patch(target, value)


def with_settings(**values: object) -> Breaks:
    """Runs with other settings."""
    return lambda: override_settings(**values)


def checks(proofs: tuple[Proof, ...], mutants: tuple[Mutant, ...]) -> tuple[Proof, Proof]:
    """The two tests of a file: each proof holds, and each mutant is noticed by its proof."""

    @pytest.mark.parametrize("proof", proofs, ids=lambda proof: proof.__name__)
    def test_it_holds(db: None, proof: Proof) -> None:
        proof()

    @pytest.mark.parametrize("mutant", mutants, ids=lambda mutant: mutant.says)
    def test_a_mutant_is_noticed(db: None, mutant: Mutant) -> None:
        with mutant.breaks(), pytest.raises(_RED):
            mutant.proof()

    return test_it_holds, test_a_mutant_is_noticed  # type: ignore[return-value]
