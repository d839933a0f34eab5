"""What somebody typed before a limit signed them out, until they are back.

It lies in the session that the sign-in page begins, and is shown to nobody but the
person who typed it. Files and passwords are not kept.
"""

import json
from dataclasses import dataclass

KEY = "kept_form"
LARGEST = 500_000
NEVER = ("csrfmiddlewaretoken", "password")
NOWHERE = "/admin/second-factor/"


@dataclass(frozen=True)
class KeptForm:
    path: str
    user_id: str
    fields: list[tuple[str, list[str]]]
    lost_files: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of every field, as the browser sent them."""
        return [(name, value) for name, values in self.fields for value in values]


def typed_by(request) -> KeptForm | None:
    """The form of a request, if a person sent it and it is worth keeping."""
    worth = not request.path_info.startswith(NOWHERE)
    navigates = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method != "POST" or not (navigates and worth):
        return None
    fields = [
        (name, values)
        for name, values in request.POST.lists()
        if not any(part in name for part in NEVER)
    ]
    if not fields or len(json.dumps(fields)) > LARGEST:
        return None
    user_id = str(request.user.pk)
    return KeptForm(request.get_full_path(), user_id, fields, bool(request.FILES))


def keep(session, form: KeptForm) -> None:
    session[KEY] = [form.path, form.user_id, form.fields, form.lost_files]


def kept_for(request) -> KeptForm | None:
    """What the person who is signed in typed; what another one typed is thrown away."""
    stored = request.session.get(KEY)
    form = KeptForm(*stored) if stored else None
    if form and form.user_id != str(request.user.pk):
        forget(request.session)
        return None
    return form


def forget(session) -> None:
    session.pop(KEY, None)
