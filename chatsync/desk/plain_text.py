"""Outside text as the database and a page can hold it."""

from html.parser import HTMLParser

from chatsync.kit.text import storable

_BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"})
_UNSAID = frozenset({"script", "style", "head", "title", "template"})


def one_line(text: str, most: int) -> str:
    """A text for a single line, cut."""
    return " ".join(storable(text).split())[:most]


def words_of_html(page: str) -> str:
    """What somebody reads in an HTML mail; nothing of it is ever shown as HTML."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).splitlines())
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects text, one block a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(data)
