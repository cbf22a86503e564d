"""Addresses of the contact form and the newsletter."""

from django.urls import path

from chatsync.outreach.views import contact, newsletter

urlpatterns = [
    path("contact", contact.contact, name="contact"),
    path("contact/sent", contact.sent),
    path("ur/contact", contact.contact),
    path("ur/contact/sent", contact.sent),
    path("subscribe", newsletter.subscribe, name="subscribe"),
    path("subscribe/sent", newsletter.sent),
    path("ur/subscribe", newsletter.subscribe),
    path("ur/subscribe/sent", newsletter.sent),
    path("newsletter/confirm/<str:token>", newsletter.confirming),
    path("newsletter/leave/<str:token>", newsletter.leaving),
]
