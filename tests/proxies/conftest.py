"""The product as it stands behind a proxy: an https address, and one trusted neighbour."""

from collections.abc import Iterator

import pytest

from tests.support.product import Product, free_port, running
from tests.support.proxy import Front, Ports, in_front, program


@pytest.fixture(scope="package")
def https_port() -> int:
    return free_port()


@pytest.fixture(scope="package")
def product(https_port: int) -> Iterator[Product]:
    settings = {
        "CHATSYNC_BASE_URL": f"https://localhost:{https_port}",
        "CHATSYNC_TRUSTED_PROXIES": "127.0.0.1",
    }
    with running(settings=settings) as product:
        yield product


@pytest.fixture(scope="package", params=["caddy", "nginx"])
def proxy(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if program(name) is None:
        pytest.skip(f"{name} is not installed: apt-get install {name}")
    return name


@pytest.fixture(scope="package")
def front(
    proxy: str, product: Product, https_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The proxy before the product; both proxies take turns at one address."""
    ports = Ports(https_port, free_port(), product.port)
    with in_front(proxy, ports, tmp_path_factory.mktemp(proxy)) as front:
        yield front
