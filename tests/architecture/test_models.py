"""Tables match their models, histories do not fork, and no room is seen from below."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.support.lessons import demand_none

OURS = [config for config in apps.get_app_configs() if config.name.startswith("chatsync.")]


def test_every_change_of_a_model_has_its_migration(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    except SystemExit:
        said = capsys.readouterr().out
        pytest.fail(f"A model changed without a migration. Run manage.py makemigrations.\n{said}")


def test_a_history_has_one_end(db: None) -> None:
    graph = MigrationLoader(None).graph
    with_tables = [config for config in OURS if config.models]
    assert len(with_tables) >= 7
    for config in with_tables:
        leaves = graph.leaf_nodes(config.label)
        assert len(leaves) == 1, f"{config.label} forks into {leaves}: renumber the later one"


def test_no_row_reaches_up_into_another_room() -> None:
    keys = [
        field
        for config in OURS
        for model in config.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    ]
    assert len(keys) >= 8
    demand_none(
        (f"{field.model.__name__}.{field.name}" for field in keys if not field.remote_field.hidden),
        "A reverse relation lets a lower room use a higher one without an import: set "
        "related_name='+'.",
    )


def test_public_ids_tell_no_count() -> None:
    demand_none(
        (
            f"{model.__name__}.{model._meta.pk.name}"
            for config in OURS
            for model in config.get_models()
            if any(field.name == "workspace_id" for field in model._meta.local_fields)
            if isinstance(model._meta.pk, models.AutoField)
        ),
        "A counted id tells one tenant how much the others do: use uuid7().",
    )
