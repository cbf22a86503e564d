"""Faults in HTML that a page can have without anybody seeing them."""

import re
from collections import Counter
from html.parser import HTMLParser

_HEADING = re.compile(r"h[1-6]")
_FRACTION = re.compile(r"\.\d{4,}")
_NAMELESS = frozenset({"hidden", "submit", "button", "image"})


class _Reader(HTMLParser):
    """Notes ids, headings, labels and whatever is wrong with a single tag."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.levels: list[int] = []
        self.labelled: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.faults: list[str] = []
        self._labels = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.faults += [
            f"<{tag}> says {name} twice"
            for name, count in Counter(name for name, _value in attrs).items()
            if count > 1
        ]
        self.ids.update(filter(None, [given.get("id")]))
        if _HEADING.fullmatch(tag):
            self.levels.append(int(tag[1]))
        if tag == "time" and _FRACTION.search(given.get("datetime") or ""):
            self.faults.append(f"<time> with more than milliseconds: {given['datetime']}")
        if tag == "label":
            self._labels += 1
            self.labelled.add(given.get("for") or "")
        if tag in {"input", "select", "textarea"} and given.get("type") not in _NAMELESS:
            self.inputs.append(given | {"inside": "yes" if self._labels else ""})

    def handle_endtag(self, tag: str) -> None:
        self._labels -= tag == "label"


def faults_of(page: str) -> list[str]:
    """Ids and attributes that stand twice, skipped heading levels, fields without a name."""
    reader = _Reader()
    reader.feed(page)
    found = [*reader.faults]
    found += [
        f"the id {name} stands {count} times" for name, count in reader.ids.items() if count > 1
    ]
    if reader.levels.count(1) != 1:
        found.append(f"{reader.levels.count(1)} first headings")
    steps = zip(reader.levels, reader.levels[1:], strict=False)
    found += [f"h{after} follows h{before}" for before, after in steps if after > before + 1]
    return found + [
        f"a field without a name: {given}"
        for given in reader.inputs
        if not (
            given["inside"]
            or given.get("aria-label")
            or given.get("aria-labelledby")
            or given.get("id") in reader.labelled
        )
    ]
