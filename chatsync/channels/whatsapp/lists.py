"""Reading what the Graph API answers to questions: numbers, templates, apps, links."""

from msgspec import Raw, Struct

from chatsync.channels.whatsapp import lenient
from chatsync.channels.whatsapp.answers import (
    MediaLink,
    NumberFound,
    SubscribedApp,
    TemplateFound,
    Uploaded,
)


class Page(Struct, frozen=True):
    """One page of a list; `after` is the cursor of the next one, None on the last."""

    items: tuple[bytes, ...]
    after: str | None = None

    @property
    def ids(self) -> list[str]:
        found = (_WITH_ID.loosely(item) for item in self.items)
        return [text for item in found if item and (text := lenient.ident(item.id))]


class _WithId(Struct, gc=False):
    id: object = None


class _Cursors(Struct, gc=False):
    after: object = None


class _Paging(Struct, gc=False):
    cursors: _Cursors | None = None
    next: object = None


class _List(Struct):
    data: list[Raw] | None = None
    paging: _Paging | None = None


class _Number(Struct, gc=False):
    id: object = None
    display_phone_number: object = None
    verified_name: object = None
    quality_rating: object = None
    status: object = None


class _Template(Struct, gc=False):
    id: object = None
    name: object = None
    language: object = None
    category: object = None
    status: object = None


class _AppData(Struct, gc=False):
    id: object = None
    name: object = None


class _App(Struct, gc=False):
    whatsapp_business_api_data: _AppData | None = None


class _Link(Struct, gc=False):
    url: object = None
    mime_type: object = None
    sha256: object = None
    file_size: object = None


_WITH_ID = lenient.Shape(_WithId)
_LIST = lenient.Shape(_List)
_NUMBER = lenient.Shape(_Number)
_TEMPLATE = lenient.Shape(_Template)
_APP = lenient.Shape(_App)
_LINK = lenient.Shape(_Link)


def read_page(body: bytes) -> Page | None:
    """A page, its items unread; None if the answer is no list."""
    found = _LIST.loosely(body)
    if found is None or found.data is None:
        return None
    paging = found.paging or _Paging()
    after = lenient.clean(paging.cursors.after, 4_096) if paging.cursors and paging.next else None
    return Page(tuple(bytes(item) for item in found.data), after or None)


def read_number(body: bytes) -> NumberFound | None:
    found = _NUMBER.loosely(body)
    number_id = lenient.ident(found.id) if found else None
    if found is None or number_id is None:
        return None
    return NumberFound(
        phone_number_id=number_id,
        raw=body,
        display_phone_number=lenient.clean(found.display_phone_number, 64),
        verified_name=lenient.clean(found.verified_name, 512),
        quality=lenient.clean(found.quality_rating, 64),
        status=lenient.clean(found.status, 64),
    )


def read_templates(page: Page) -> list[TemplateFound]:
    """The templates of a page; one without id, name or language cannot be sent and is left out."""
    templates: list[TemplateFound] = []
    for item in page.items:
        found = _TEMPLATE.loosely(item) or _Template()
        template_id, name = lenient.ident(found.id), lenient.clean(found.name, 512)
        language = lenient.clean(found.language, 16)
        if template_id and name and language:
            templates.append(
                TemplateFound(
                    template_id=template_id,
                    name=name,
                    language=language.replace("-", "_"),
                    category=lenient.clean(found.category, 64),
                    status=lenient.clean(found.status, 64),
                    raw=item,
                ),
            )
    return templates


def read_apps(page: Page) -> list[SubscribedApp]:
    apps: list[SubscribedApp] = []
    for item in page.items:
        found = _APP.loosely(item)
        data = (found.whatsapp_business_api_data if found else None) or _AppData()
        if app_id := lenient.ident(data.id):
            apps.append(SubscribedApp(app_id, lenient.clean(data.name, 512)))
    return apps


def read_link(body: bytes) -> MediaLink | None:
    found = _LINK.loosely(body)
    url = lenient.clean(found.url, 4_096) if found else None
    if found is None or not url:
        return None
    size = lenient.whole_number(found.file_size)
    return MediaLink(
        url=url,
        mime_type=lenient.clean(found.mime_type, 512),
        sha256=lenient.clean(found.sha256, 512),
        size=size if size is None or size >= 0 else None,
    )


def read_uploaded(body: bytes) -> Uploaded | None:
    found = _WITH_ID.loosely(body)
    media_id = lenient.ident(found.id) if found else None
    return Uploaded(media_id) if media_id else None
