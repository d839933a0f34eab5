"""The forms of signing in. A form that checks a code spends it: validate it once."""

from datetime import timedelta

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import factor

WRONG_CODE = _(
    "This code is not right, or it was used before. Wait for the next one in your app. "
    "If no code is right, set the clock of your phone to automatic."
)
WRONG_RECOVERY = _("This is none of your recovery codes, or it was used before.")
WRONG_PASSWORD = _("This is not your password.")

CODE_ATTRS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "class": "signin-code",
}


class CodeField(forms.CharField):
    """Six digits, however they are spaced."""

    def __init__(self, **options):
        given = {
            "label": _("Code from your app"),
            "max_length": 12,
            "widget": forms.TextInput(attrs=CODE_ATTRS),
        }
        super().__init__(**(given | options))

    def to_python(self, value):
        return super().to_python(value).replace(" ", "").replace("-", "")


class FactorForm(forms.Form):
    """Asks for something that one device of a person takes."""

    model: type = TOTPDevice
    refusal = WRONG_CODE

    def __init__(self, user, data=None):
        super().__init__(data)
        self.user = user
        self.device = None

    def clean_code(self):
        code = self.cleaned_data["code"]
        self.refuse_while_waiting()
        self.device = factor.check(self.user, self.model, self.token_of(code))
        if self.device is None:
            raise forms.ValidationError(self.refusal, code="refused")
        return code

    def token_of(self, code: str) -> str:
        return code

    def refuse_while_waiting(self):
        device = self.model.objects.filter(user=self.user, confirmed=True).first()
        wait = factor.wait_before_next(device) if device else timedelta(0)
        if wait:
            raise forms.ValidationError(factor.waiting_text(wait), code="waiting")


class CodeForm(FactorForm):
    code = CodeField()


class RecoveryForm(FactorForm):
    model = StaticDevice
    refusal = WRONG_RECOVERY
    code = forms.CharField(
        label=_("Recovery code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "signin-code",
            }
        ),
    )

    def token_of(self, code: str) -> str:
        return factor.digest_of(self.user, code)


class RequestForm(forms.Form):
    def __init__(self, request, data=None):
        super().__init__(data)
        self.request = request


class PasswordForm(RequestForm):
    """The password once more, before something that an intruder would like to do."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_password(self):
        password = self.cleaned_data["password"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError(WRONG_PASSWORD, code="password")
        return password


class SetUpForm(RequestForm):
    """The first code of a new app; views check it, since only they know its secret."""

    code = CodeField(label=_("Code that the app shows now"))


class ReplaceForm(PasswordForm, SetUpForm):
    """The same for somebody who has an app already: with the password."""

    field_order = ["password", "code"]
