"""Static files under names that hold a digest of their content, so that a browser keeps them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

BUNDLED = "/assets/"
"""Vite has put a digest into these names already, and its files name each other by them."""


class HashedFiles(ManifestStaticFilesStorage):
    """Collected files keep their plain names too: what is not collected yet is found by them."""

    manifest_strict = False
    keep_intermediate_files = False

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        ours = {name: path for name, path in paths.items() if BUNDLED not in name}
        yield from super().post_process(ours, dry_run, **options)

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The name with its digest; the plain one where there is no such file."""
        if BUNDLED in name:
            return name
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name
