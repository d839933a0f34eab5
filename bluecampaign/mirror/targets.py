"""Where a copy is published: a bucket of its own, best with another company than the
one that runs the site. Named by variables of the environment."""

from dataclasses import dataclass, replace

from bluecampaign.web.environment import Environment

env = Environment()


@dataclass(frozen=True, slots=True)
class Target:
    bucket: str = ""
    endpoint_url: str = ""
    region: str = ""
    access_key: str = ""
    secret_key: str = ""
    prefix: str = ""

    def named(self, bucket: str) -> "Target":
        """The same place, but another bucket."""
        return replace(self, bucket=bucket)

    def refusals(self) -> list[str]:
        """Why nothing can be published with these variables, with what to do."""
        found = []
        if bool(self.access_key) != bool(self.secret_key):
            found.append("Set both MIRROR_ACCESS_KEY and MIRROR_SECRET_KEY, or neither.")
        if self.endpoint_url and not self.endpoint_url.startswith(("https://", "http://")):
            found.append("MIRROR_ENDPOINT_URL is no address: begin it with https://.")
        return found


def target_of_environment() -> Target:
    return Target(
        bucket=env.str("MIRROR_BUCKET", default=""),
        endpoint_url=env.str("MIRROR_ENDPOINT_URL", default=""),
        region=env.str("MIRROR_REGION", default=""),
        access_key=env.str("MIRROR_ACCESS_KEY", default=""),
        secret_key=env.str("MIRROR_SECRET_KEY", default=""),
        prefix=env.str("MIRROR_PREFIX", default="").strip("/"),
    )
