"""The public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/` and `/ur/`: what ChatSync is, and the way in. It keeps nothing in the browser."""
    return render(request, "site/home.html")
