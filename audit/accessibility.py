"""axe and HTML_CodeSniffer, WCAG 2.2 AA, on a page as it stands in the browser."""

from typing import Any

from audit import tools
from audit.browsing import Seen

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_ASK_AXE = """
tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(found =>
  found.violations.flatMap(one => one.nodes.map(node => {
    const why = node.any[0] ?? node.all[0] ?? node.none[0];
    return `${one.id}: ${node.target.join(" ")}: ${why?.message ?? one.help}`;
  })))
"""
_ASK_CODE_SNIFFER = """
() => new Promise(done => HTMLCS.process("WCAG2AA", document, () => done(
  HTMLCS.getMessages().filter(one => one.type === HTMLCS.ERROR).map(one =>
    `${one.code.replace("WCAG2AA.", "")}: <${one.element.nodeName.toLowerCase()} class="${
      one.element.className}">: ${one.msg}`))))
"""


def axe(seen: Seen) -> list[str]:
    """What axe holds for an error."""
    return _asked(seen, tools.AXE.read_text(), _ASK_AXE, _TAGS)


def code_sniffer(seen: Seen) -> list[str]:
    """What HTML_CodeSniffer holds for an error."""
    return _asked(seen, tools.CODE_SNIFFER.read_text(), _ASK_CODE_SNIFFER, None)


def _asked(seen: Seen, source: str, question: str, more: Any) -> list[str]:
    """A debugger's evaluation is not bound by the page's own policy, so the page stays as it is."""
    seen.page.evaluate(f"() => {{ {source}\n; }}")
    found: list[str] = seen.page.evaluate(question, more)
    return found
