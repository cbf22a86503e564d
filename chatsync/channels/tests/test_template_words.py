"""What is kept of a template that was sent."""

from uuid import UUID

from django.core.cache import cache

from chatsync.channels.actions.templates import words_of_template
from chatsync.channels.schemas import TemplateOut, TemplatePage
from chatsync.kit.ids import uuid7

WORKSPACE, NUMBER = uuid7(), uuid7()


def know(body: str, name: str = "order_update") -> None:
    template = TemplateOut(
        id="1",
        name=name,
        language="en_US",
        category="UTILITY",
        status="APPROVED",
        body=body,
        variables=2,
    )
    page = TemplatePage(items=[template], next_cursor=None)
    cache.set(f"templates:{WORKSPACE.hex}:{NUMBER.hex}", page.model_dump_json(), 60)


def words(*parameters: dict[str, str], number: UUID = NUMBER) -> str | None:
    parts = [{"type": "body", "parameters": list(parameters)}]
    return words_of_template(WORKSPACE, number, "order_update", "en-US", parts)


def test_variables_are_filled_by_place_and_by_name(db: None) -> None:
    know("Hello {{1}}, your order {{2}} left.")
    filled = words({"type": "text", "text": "Sana"}, {"type": "text", "text": "A-17"})
    assert filled == "Hello Sana, your order A-17 left."
    know("Hello {{name}}.")
    assert words({"type": "text", "parameter_name": "name", "text": "Sana"}) == "Hello Sana."


def test_a_variable_without_value_stays_as_it_is(db: None) -> None:
    know("Hello {{1}}.")
    assert words() == "Hello {{1}}."


def test_unknown_templates_have_no_words(db: None) -> None:
    know("Hello.", name="another")
    assert words() is None
    assert words(number=uuid7()) is None
