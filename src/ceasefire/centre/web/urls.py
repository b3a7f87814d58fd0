"""Every address. Its name is its row in access.TABLE; an address without a row is not served."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib import admin
from django.urls import include, path

from ceasefire.centre.web._languages import choose

_PAGES = ("board", "time", "map", "incidents", "report", "statements", "aid", "ledger", "bulletin", "people")

urlpatterns = [
    *(path("", include(f"ceasefire.centre.pages.{each}.urls")) for each in _PAGES),
    path("api/v1/", include("ceasefire.centre.api.urls")),
    path("", include("ceasefire.centre.exports.urls")),
    path("language/", choose, name="language"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/password/", account.password_change, name="account_change_password"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/check/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/take-off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("administration/", admin.site.urls),
]

_faults = "ceasefire.centre.web._faults."
handler400, handler403, handler404 = _faults + "bad_request", _faults + "forbidden", _faults + "not_found"
handler429, handler500 = _faults + "too_many", _faults + "failed"
