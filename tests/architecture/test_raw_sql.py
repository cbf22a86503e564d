"""No SQL is built from input."""

import pytest

from tests.architecture.raw_sql import Reader
from tests.support.lessons import demand_none
from tests.support.source import PRODUCT, product, read_source

OURS = {
    "chatsync/config/supervisor/initdb.py": "runs roles.sql and definers.sql of this repository",
    "chatsync/kit/rls.py": "builds migrations from the names of our own tables",
    "chatsync/kit/db.py": "listens to channels that our own loops name",
}
"""Files whose SQL comes from elsewhere in the repository, and why that is safe."""


def test_every_statement_is_written_by_us() -> None:
    demand_none(
        (fault for it in product() if it.name not in OURS for fault in Reader(it).read()),
        "SQL may hold literals, module constants in capitals, `.sql` of a Condition and names of "
        "psycopg.sql; values go into placeholders.",
    )


@pytest.mark.parametrize("name", OURS)
def test_an_exception_is_still_needed(name: str) -> None:
    (source,) = [it for it in product() if it.name == name]
    assert Reader(source).read(), f"{name} needs no exception any more: take it out"


@pytest.mark.parametrize(
    "text",
    [
        'def find(c, q):\n    c.execute(f"SELECT {q}")\n',
        'def find(c, q):\n    c.execute("SELECT " + q)\n',
        'def find(c, q):\n    c.execute("SELECT %s" % q)\n',
        'def find(c, q):\n    c.execute("SELECT {}".format(q))\n',
        'def find(c, r):\n    sql = "SELECT " + r.GET["q"]\n    c.execute(sql)\n',
        'def find(c, q):\n    return Condition(f"name = {q}", [])\n',
        'def find(c, q):\n    _run(c, f"SELECT {q}")\n\ndef _run(c, sql):\n    c.execute(sql)\n',
        'def find(c, q):\n    parts = []\n    parts.append(q)\n    c.execute(" ".join(parts))\n',
        "def find(c, q):\n    s, _ = _s(q)\n    c.execute(s)\n\ndef _s(q):\n    return q, 1\n",
        'def find(c, names):\n    for it in names:\n        c.execute(f"SELECT {it}")\n',
    ],
)
def test_input_in_a_statement_is_noticed(text: str) -> None:
    assert Reader(read_source(PRODUCT / "kit" / "seed.py", text)).read()


def test_our_own_words_pass() -> None:
    text = (
        'def find(c, q, condition):\n    sql = f"{_HEAD} WHERE {condition.sql}"\n'
        '    c.execute(f"{sql} LIMIT %s", [q])\n'
    )
    assert Reader(read_source(PRODUCT / "kit" / "seed.py", text)).read() == []
