"""What an audit found, as a table and as `audit/results.json`."""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"
_SHOWN = 12


@dataclass
class Verdicts:
    """What each tool said of each page."""

    kept: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def keep(self, check: str, page: str, faults: list[str], value: object = None) -> None:
        """A page is well when nothing is wrong with it."""
        told = {"value": value, "ok": not faults, "faults": faults}
        self.kept.setdefault(check, {})[page] = told
        if faults:
            said = "".join(f"\n         {fault}" for fault in faults[:_SHOWN])
            more = f"\n         and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
            _say(f"FAULT  {check} {page}{said}{more}")
        elif value:
            _say(f"seen   {check} {page}: {value}")

    def lacks(self, sentence: str) -> None:
        """A tool that could not be asked; said, and never counted as a success."""
        self.missing.append(sentence)
        _say(f"LEFT OUT  {sentence}")

    def finish(self) -> bool:
        """Print the table, write the file; whether all is well."""
        _say("")
        for check, pages in self.kept.items():
            wrong = sum(not told["ok"] for told in pages.values())
            values = sorted({str(told["value"]) for told in pages.values() if told["value"]})
            shown = f"  {', '.join(values)}" if values and len(values) <= _SHOWN else ""
            _say(f"{'FAULT' if wrong else 'ok   '}  {check:<28} {len(pages):>4} pages{shown}")
        for sentence in self.missing:
            _say(f"-      {sentence}")
        told = {"checks": self.kept, "left_out": self.missing}
        RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        return all(told["ok"] for pages in self.kept.values() for told in pages.values())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
