"""What a workspace's plan opens to it: columns of its row, which every room reads."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Entitlements:
    """A limit of None: as many as one likes."""

    staff_limit: int | None
    number_limit: int | None
    store_limit: int | None
    has_commerce: bool
    has_api: bool
    has_ai: bool
    has_analytics: bool

    def with_limits(self, staff_limit: int | None, number_limit: int | None) -> "Entitlements":
        """The same with an operator's own limits."""
        return replace(self, staff_limit=staff_limit, number_limit=number_limit)


EVERYTHING = Entitlements(
    staff_limit=None,
    number_limit=None,
    store_limit=None,
    has_commerce=True,
    has_api=True,
    has_ai=True,
    has_analytics=True,
)
