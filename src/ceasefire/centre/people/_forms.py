"""The forms of signing in, without the words that django-allauth writes into empty fields."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from django.contrib.auth.hashers import check_password, make_password
from django.forms import Form

from ceasefire.centre.people._signing import DURESS
from ceasefire.centre.people.models import Person


def _plain(form: Form) -> None:
    for each in form.fields.values():
        each.widget.attrs.pop("placeholder", None)
        each.help_text = ""


class SignIn(account.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class Again(account.ReauthenticateForm):  # type: ignore[misc]
    """The password again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)


class Password(account.ChangePasswordForm):  # type: ignore[misc]
    """Another password. In a session that the duress word opened it changes that word, and looks the same."""

    user: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)

    def clean_oldpassword(self) -> str:
        """Check it as a sign-in would: counted, limited, and heard if it is the duress word."""
        old = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("enter_current_password")
        return old

    def clean(self) -> dict[str, Any]:
        """Refuse the old one, and in a session of one's own the duress word."""
        cleaned: dict[str, Any] = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", get_adapter().validation_error("same_as_current"))
        elif new and not _under_duress() and self.user.duress and check_password(new, self.user.duress):
            self.add_error("password1", get_adapter().validation_error("not_this"))
        return cleaned

    def save(self) -> None:
        """Keep it: as the password, or as the word that opened this session."""
        if _under_duress():
            self.user.duress = make_password(self.cleaned_data["password1"])
            self.user.save(update_fields=["duress"])
            return
        self.user.word_until = None
        super().save()


class Code(factor.AuthenticateForm):  # type: ignore[misc]
    """A code of the second factor, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric(self)


class CodeAgain(factor.ReauthenticateForm):  # type: ignore[misc]
    """A code again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric(self)


class SetUp(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _numeric(self)


def _numeric(form: Form) -> None:
    _plain(form)
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "maxlength": "12"}


def _under_duress() -> bool:
    return bool(context.request.session.get(DURESS))
