"""Whether backups go to a bucket, and how it is reached: on the server of the S3 variables."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from bluecampaign.media.storage import bucket_of
from bluecampaign.web.environment import Environment

env = Environment()


@dataclass(frozen=True, slots=True)
class Remote:
    """The bucket of BACKUP_BUCKET; without a name there is none."""

    bucket: str
    options: dict = field(repr=False)

    def refusals(self) -> list[str]:
        """Why nothing can be sent there with these variables, with what to do."""
        if not self.bucket:
            return []
        found = []
        if bool(self.options["access_key"]) != bool(self.options["secret_key"]):
            found.append("Set both S3_ACCESS_KEY and S3_SECRET_KEY, or neither.")
        if _holds_media(self.options):
            found.append(
                "BACKUP_BUCKET and BACKUP_PREFIX lie among the uploaded files: each backup "
                "would hold the ones before. Name another bucket, best with other keys."
            )
        try:
            import_string("bluecampaign.backups.bucket.Bucket")
        except ImportError as error:
            found.append(f"A bucket needs packages: pip install '.[s3]' ({error})")
        return found

    def open(self):
        return import_string("bluecampaign.backups.bucket.Bucket")(self.options)


def remote_of_environment() -> Remote:
    name = env.str("BACKUP_BUCKET", default="")
    prefix = env.str("BACKUP_PREFIX", default="backups").strip("/")
    return Remote(name, bucket_of(env) | {"bucket_name": name, "location": prefix})


def _holds_media(options: dict) -> bool:
    media = settings.STORAGES["default"].get("OPTIONS", {})
    same = [media.get(key) == options[key] for key in ("bucket_name", "endpoint_url")]
    prefix = media.get("location") or ""
    return all(same) and (not prefix or f"{options['location']}/".startswith(f"{prefix}/"))
