"""The account pages: sign in, sign out, set a new password. allauth's flows, our pages."""

from typing import Any

from allauth.account import views as flows
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from chatsync.accounts.forms import AskResetForm, NewPasswordForm, ResetCodeForm, SignInForm
from chatsync.accounts.leaving import leave
from chatsync.kit.build import dashboard_build


class SignIn(flows.LoginView):  # type: ignore[misc]
    """`/login`: by sign-in name or address. Signed-in people go on to their workspace."""

    form_class = SignInForm
    template_name = "accounts/login.html"

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        """With the files of the dashboard, which a browser may fetch while its reader types."""
        build = dashboard_build()
        language = get_language() or "en"
        files = (build.script, *build.with_script(language), *build.styles) if build else ()
        context: dict[str, Any] = super().get_context_data(**known)
        return {**context, "next_page": files}


class AskReset(flows.PasswordResetView):  # type: ignore[misc]
    """Ask for a code. The answer is the same whether or not the address is known."""

    form_class = AskResetForm
    template_name = "accounts/reset.html"


class ResetCode(flows.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    """Type the code: five tries, ten minutes.

    Tries are counted in the shared cache too: a burst of requests would all read the same count
    from the session.
    """

    form_class = ResetCodeForm
    template_name = "accounts/reset_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="reset_code", key=f"{request.session.session_key}"
        )
        answer: HttpResponse = refused or super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: ResetCodeForm) -> HttpResponse:
        self.request.session.cycle_key()  # from here on the session may set a password
        answer: HttpResponse = super().form_valid(form)
        return answer


class NewPassword(flows.CompletePasswordResetView):  # type: ignore[misc]
    """Set the new password. Every session of the person ends by it."""

    form_class = NewPasswordForm
    template_name = "accounts/new_password.html"


def reset_done(request: HttpRequest) -> HttpResponse:
    """The password is set; sign in with it."""
    return render(request, "accounts/reset_done.html")


def inactive(request: HttpRequest) -> HttpResponse:
    """The person was switched off by their workspace or the operator."""
    return render(request, "accounts/inactive.html", status=403)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Only a POST signs out; a GET asks. What a page stored in the browser is cleared."""
    if request.method != "POST":
        if not request.user.is_authenticated:
            return HttpResponseRedirect("/login")
        return render(request, "accounts/logout.html")
    leave(request)
    answer = HttpResponseRedirect("/login")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
