"""Addresses of signing in: the sign-in library's pages, each with a declared policy. Signing up has no address."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as devices
from django.urls import path, re_path

from onaccount.desk.account import views
from onaccount.office.access.routes import public, signed_in

open_to_all = public("part of signing in, or of setting a password through a one-time link")

urlpatterns = [
    path("login/", open_to_all(views.SignIn.as_view()), name="account_login"),
    path("logout/", open_to_all(account.logout), name="account_logout"),
    path("inactive/", open_to_all(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        open_to_all(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("factor/", signed_in(factor.index), name="mfa_index"),
    path("factor/code/", open_to_all(factor.authenticate), name="mfa_authenticate"),
    path("factor/reauthenticate/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path("factor/totp/activate/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("factor/totp/deactivate/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("factor/recovery/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("factor/recovery/new/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("factor/recovery/download/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("devices/", signed_in(devices.list_usersessions), name="usersessions_list"),
    path("devices/end/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
