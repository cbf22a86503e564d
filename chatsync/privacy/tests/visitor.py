"""A browser in which somebody answers, at an installation that measures with a stand-in."""

import re
from typing import Any

from chatsync.privacy.forms import form_token
from chatsync.privacy.vendors.slot import measuring_by
from chatsync.site.tests.stand import Browser

HOST = "https://stats.example"
PLAUSIBLE = measuring_by(f"plausible:{HOST}:chat.example")
COOKIE = "__Host-cs_consent"
GPC, DNT = {"Sec-GPC": "1"}, {"DNT": "1"}


class Visitor(Browser):
    """Says yes and no, and looks at the answer."""

    def request(self, **request: Any) -> Any:
        """As browsers do, and Django's test client does not: an expired cookie is gone."""
        answer = super().request(**request)
        for name, morsel in list(self.cookies.items()):
            if morsel["max-age"] == 0:
                del self.cookies[name]
        return answer

    def say(self, answer: str, method: str = "banner", **more: Any) -> Any:
        fields = {
            "answer": answer,
            "method": method,
            "language": "en",
            "next": "/",
            "form_token": form_token(),
            **more.pop("fields", {}),
        }
        return self.send("/preferences/consent", fields, **more)

    @property
    def receipt(self) -> str:
        return self.cookies[COOKIE].value

    def page(self, path: str = "/", **more: Any) -> str:
        answer: str = self.open(path, **more).content.decode()
        return answer


def asks(page: str) -> bool:
    return 'class="consent"' in page


def loads(page: str) -> bool:
    return f'src="{HOST}' in page


def state(page: str) -> str:
    """What the preferences say of measurement."""
    found = re.search(r'<p class="state">\s*(.*?)\s*</p>', page, re.DOTALL)
    assert found, page
    return found[1]
