"""How somebody looks at a page: its language, its colours, and the words that it then shows."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from tests.support.source import ROOT

_SERVER = "locale/{}/LC_MESSAGES/django.po"
_DASHBOARD = "dashboard/src/lib/locales/{}.po"
_PLACE = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True)
class Looks:
    """Words are named by their English text, which is their key in both catalogues."""

    language: str = "en"
    theme: str = "light"

    @property
    def browser(self) -> dict[str, Any]:
        """Options of a context whose owner has chosen nothing here yet."""
        locale = "en-GB" if self.language == "en" else self.language
        return {"locale": locale, "color_scheme": self.theme}

    @property
    def home(self) -> str:
        return "/" if self.language == "en" else f"/{self.language}/"

    def page(self, text: str) -> str:
        """What a page of the server says for it."""
        return _words(_SERVER, self.language)[text]

    def says(self, text: str, **places: str) -> str:
        """What the dashboard says for it."""
        said = _words(_DASHBOARD, self.language)[text]
        for name, value in places.items():
            said = said.replace(f"{{{name}}}", value)
        return said

    def like(self, text: str) -> re.Pattern[str]:
        """The same, with whatever stands in its places."""
        return re.compile(_PLACE.sub(".+", re.escape(self.says(text))))


ENGLISH = Looks()


@cache
def _words(catalogue: str, language: str) -> dict[str, str]:
    path: Path = ROOT / catalogue.format(language)
    with path.open("rb") as file:
        return {str(it.id): str(it.string or it.id) for it in read_po(file) if it.id}
