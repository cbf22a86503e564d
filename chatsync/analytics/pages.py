"""What a page is called when its speed is measured: without ids, and sealed.

The seal is the same for everybody and depends on the name alone. It lets the door refuse names that
no page of ours has, without knowing all landing pages and articles.
"""

import hmac
import re
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from chatsync.analytics.models import LONGEST_PAGE
from chatsync.analytics.names import DASHBOARD_PAGES
from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.published import address_of_route

_PURPOSE = b"chatsync.analytics.page:"
_SEAL_SIGNS = 20
_PLACE = re.compile(r"<(\w+)>")


def page_name(request: HttpRequest) -> str:
    """The path of a public page; of any other the address with what stands for each id.

    Empty where the page says itself what it is (the dashboard), or is none.
    """
    match = request.resolver_match
    area = area_of(request.path)
    if match is None or area is Area.DASHBOARD:
        return ""
    path = request.path if area is Area.PUBLIC else address_of_route(match.route)
    return _PLACE.sub(r":\1", path)[:LONGEST_PAGE]


@lru_cache(maxsize=4096)
def seal_of(page: str) -> str:
    """What proves that the server itself gave a page this name."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, _PURPOSE + page.encode(), sha256).hexdigest()[:_SEAL_SIGNS]


def is_known(page: str, seal: str) -> bool:
    """Whether a page of ours has that name."""
    return page in DASHBOARD_PAGES or hmac.compare_digest(seal_of(page).encode(), seal.encode())
