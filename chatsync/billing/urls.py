"""Addresses of the checkout document."""

from django.urls import path

from chatsync.billing import views

urlpatterns = [
    path("pay", views.pay, name="pay"),
    path("pay/<str:token>", views.pay_with, name="pay_with"),
]
