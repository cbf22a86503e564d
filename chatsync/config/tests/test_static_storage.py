"""Published files have names that change with their content, but for those of the bundler."""

from pathlib import Path

from chatsync.config.asgi import _never_changes
from chatsync.config.static_storage import HashedFiles


def _collected(folder: Path) -> tuple[HashedFiles, dict[str, tuple[HashedFiles, str]]]:
    (folder / "site").mkdir()
    (folder / "dashboard" / "assets").mkdir(parents=True)
    (folder / "site" / "icon.svg").write_text("<svg/>")
    (folder / "site" / "a.css").write_text('a { background: url("icon.svg") }')
    (folder / "dashboard" / "assets" / "main-abc.js").write_text("export {}")
    storage = HashedFiles(location=str(folder), base_url="/static/")
    names = ("site/icon.svg", "site/a.css", "dashboard/assets/main-abc.js")
    return storage, {name: (storage, name) for name in names}


def test_a_name_tells_the_content_and_points_to_such_names(tmp_path: Path) -> None:
    storage, paths = _collected(tmp_path)
    assert all(done is True for _name, _hashed, done in storage.post_process(paths))
    url = storage.url("site/a.css")
    assert url != "/static/site/a.css"
    assert _never_changes("", url)
    written = (tmp_path / url.removeprefix("/static/")).read_text()
    assert storage.url("site/icon.svg").rpartition("/")[2] in written


def test_what_the_bundler_named_keeps_its_name(tmp_path: Path) -> None:
    storage, paths = _collected(tmp_path)
    list(storage.post_process(paths))
    assert storage.url("dashboard/assets/main-abc.js") == "/static/dashboard/assets/main-abc.js"
    assert [it.name for it in (tmp_path / "dashboard" / "assets").iterdir()] == ["main-abc.js"]


def test_a_file_that_is_not_collected_yet_is_named_plainly(tmp_path: Path) -> None:
    storage, _paths = _collected(tmp_path)
    assert storage.url("site/new.css") == "/static/site/new.css"
    assert not _never_changes("", "/static/site/new.css")
