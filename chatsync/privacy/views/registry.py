"""The registry for programs."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from chatsync.privacy.published import published_registry


@require_safe
def registry(_request: HttpRequest) -> JsonResponse:
    """`/cookies/registry.json`: what this installation declares, from the list that it enforces."""
    return JsonResponse(published_registry(), json_dumps_params={"indent": 2})
