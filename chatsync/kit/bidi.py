"""In which order the pieces of a line stand that mixes left-to-right and right-to-left writing.

The Unicode Bidirectional Algorithm (UAX 9) without embeddings: rules W1 to W7, N0 to N2, I1, I2 and
L2. Levels are of a whole paragraph, pieces of a line of it. The letters within a piece are left to
whoever draws them.
"""

import unicodedata
from collections.abc import Callable
from itertools import groupby

_SETTING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_NUMBERS = frozenset({"EN", "AN"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»"}


def without_embeddings(text: str) -> str:
    """Without the signs that set a direction for a stretch of text."""
    return "".join(sign for sign in text if unicodedata.bidirectional(sign) not in _SETTING)


def levels_of(text: str, *, right_to_left: bool) -> list[int]:
    """For each sign of a paragraph its level: odd runs to the left."""
    base = "R" if right_to_left else "L"
    return [_level(kind, right_to_left) for kind in _resolved(text, base)]


def pieces(line: str, levels: list[int]) -> list[tuple[str, bool]]:
    """From left to right: each piece of a line as it is typed, and whether it runs to the left."""
    runs = [
        (level, "".join(line[at] for at in group))
        for level, group in groupby(range(len(line)), key=lambda at: levels[at])
    ]
    for depth in range(max(levels, default=0), 0, -1):
        runs = _turned(runs, depth)
    return [(words, level % 2 == 1) for level, words in runs]


def _turned(runs: list[tuple[int, str]], depth: int) -> list[tuple[int, str]]:
    """Neighbours of this level or deeper change places (L2)."""
    turned: list[tuple[int, str]] = []
    for is_deep, group in groupby(runs, key=lambda run: run[0] >= depth):
        together = list(group)
        turned += reversed(together) if is_deep else together
    return turned


def _level(kind: str, right_to_left: bool) -> int:
    if right_to_left:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolved(text: str, base: str) -> list[str]:
    """For each sign L, R, EN or AN."""
    kinds = _numbers(_marks([unicodedata.bidirectional(sign) or "L" for sign in text], base), base)
    _bracket(text, kinds, base)
    at = 0
    for is_neutral, group in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        end = at + len(list(group))
        if is_neutral:
            before = _side(kinds[at - 1]) if at else base
            after = _side(kinds[end]) if end < len(kinds) else base
            kinds[at:end] = [before if before == after else base] * (end - at)
        at = end
    return kinds


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _marks(kinds: list[str], base: str) -> list[str]:
    """Marks and joiners are what they stand on (W1)."""
    done: list[str] = []
    for kind in kinds:
        done.append((done[-1] if done else base) if kind in {"NSM", "BN"} else kind)
    return done


def _numbers(kinds: list[str], base: str) -> list[str]:
    """What digits are beside which letters, and signs beside digits (W2 to W7)."""
    kinds = _after_letters(kinds, base, lambda last, kind: "AN" if last == "AL" else kind)
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        before, after = kinds[at - 1], kinds[at + 1]
        joins = kinds[at] == "CS" or (kinds[at] == "ES" and before == "EN")
        if joins and before == after and before in _NUMBERS:
            kinds[at] = before
    at = 0
    for kind, group in groupby(list(kinds)):
        end = at + len(list(group))
        if kind == "ET" and "EN" in (kinds[at - 1 : at] + kinds[end : end + 1]):
            kinds[at:end] = ["EN"] * (end - at)
        at = end
    kinds = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]
    return _after_letters(kinds, base, lambda last, kind: "L" if last == "L" else kind)


def _after_letters(kinds: list[str], base: str, become: Callable[[str, str], str]) -> list[str]:
    """Each European number as the last letter before it makes it."""
    last, done = base, []
    for kind in kinds:
        if kind in {"L", "R", "AL"}:
            last = kind
        done.append(become(last, kind) if kind == "EN" else kind)
    return done


def _bracket(text: str, kinds: list[str], base: str) -> None:
    """Both of a pair of brackets go one way (N0)."""
    waiting: list[tuple[int, str]] = []
    pairs: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            waiting.append((at, _PAIRS[sign]))
        elif waiting and sign == waiting[-1][1]:
            pairs.append((waiting.pop()[0], at))
    for start, end in sorted(pairs):
        within = {_side(kind) for kind in kinds[start + 1 : end]} & {"L", "R"}
        earlier = (_side(kind) for kind in reversed(kinds[:start]))
        before = next((side for side in earlier if side in {"L", "R"}), base)
        if within:
            kinds[start] = kinds[end] = base if base in within else before
