"""Every address of the server: one table."""

from django.urls import URLPattern, URLResolver, path

from chatsync.accounts.urls import urlpatterns as accounts
from chatsync.audit.urls import urlpatterns as audit
from chatsync.billing.urls import urlpatterns as billing
from chatsync.config import doors, health
from chatsync.desk.urls import urlpatterns as desk
from chatsync.ops.urls import urlpatterns as ops
from chatsync.outreach.urls import urlpatterns as outreach
from chatsync.privacy.urls import urlpatterns as privacy
from chatsync.site.urls import urlpatterns as site

urlpatterns: list[URLPattern | URLResolver] = [
    *site,
    *ops,
    *accounts,
    *privacy,
    *desk,
    *audit,
    *outreach,
    *billing,
    *doors.urls(),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
]

handler400 = "chatsync.site.views.failures.bad_request"
handler403 = "chatsync.site.views.failures.forbidden"
handler404 = "chatsync.site.views.failures.not_found"
handler500 = "chatsync.site.views.failures.server_error"
