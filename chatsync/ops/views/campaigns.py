"""`/ops/campaigns`: the words that campaign links may hold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chatsync.analytics.actions.campaigns import list_word, unlist_word
from chatsync.analytics.models import UtmKind
from chatsync.analytics.queries.campaigns import listed_words
from chatsync.kit.errors import Conflict, Invalid
from chatsync.ops.campaign_forms import KINDS, WordForm


@require_http_methods(["GET", "HEAD", "POST"])
def campaigns(request: HttpRequest) -> HttpResponse:
    """The list by part of the link, and the form for another word."""
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            list_word(UtmKind(form.cleaned_data["kind"]), form.cleaned_data["value"])
        except (Invalid, Conflict) as refused:
            form.add_error("value", str(refused.detail))
        else:
            return redirect("/ops/campaigns?done=listed")
    words = listed_words()
    groups = [
        {"title": title, "words": [word for word in words if word.kind == kind]}
        for kind, title in KINDS.items()
    ]
    facts = {"form": form, "groups": groups, "done": request.GET.get("done", "")}
    return render(request, "ops/campaigns.html", facts)


@require_POST
def taking_out(_request: HttpRequest, word: int) -> HttpResponse:
    """Take a word off the list. Asks for no confirmation: it can be listed again."""
    return redirect(f"/ops/campaigns?done={'gone' if unlist_word(word) else 'late'}")
