"""What the audit log of a restored database says of the restore."""

import os
import pwd
from datetime import UTC, datetime

from bluecampaign.signin.audit import COMMAND
from bluecampaign.signin.models import NAME_LENGTH, Action

from .archive import Reading


def entry_of(backup: Reading) -> dict[str, object]:
    """The row of the log, by columns: who runs this, now, and which file to the last byte."""
    return {
        "at": datetime.now(UTC),
        "who_name": f"{COMMAND} {account()}"[:NAME_LENGTH],
        "what": Action.RESTORED.value,
        "whom": "",
        "detail": f"{backup.name}, made {backup.manifest.made}, SHA-256 {backup.digest()}",
    }


def account() -> str:
    """The account of the system that runs this process."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        return f"uid {os.getuid()}"
