"""The Nu HTML checker on pages as the server sent them; it refuses addresses of this machine."""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from audit import tools


def faults_of(pages: dict[str, str]) -> dict[str, list[str]] | None:
    """What is wrong with each page; None without Java. One start for all: Java starts slowly."""
    java = tools.java()
    if java is None:
        return None
    with TemporaryDirectory() as folder:
        names = {}
        for number, (page, source) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(source, encoding="utf-8")
            names[path.name] = page
        command = [java, "-jar", str(tools.MARKUP_CHECKER), "--format", "json", "--stdout"]
        done = subprocess.run(
            [*command, "--exit-zero-always", folder], capture_output=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"audit: the Nu checker failed:\n{done.stderr.decode()[-2000:]}")
        messages = json.loads(done.stdout)["messages"]
    found: dict[str, list[str]] = {page: [] for page in pages}
    for one in messages:
        page = names[Path(unquote(urlsplit(one["url"]).path)).name]
        if one["type"] == "error":
            extract = one.get("extract", "").replace("\n", " ")[:120]
            found[page].append(f"line {one.get('lastLine')}: {one['message']} {extract}")
    return found
