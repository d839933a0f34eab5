"""The image and the services around it, as far as they can be told without an engine."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from bluecampaign import settings as shipped

# --- The image ---------------------------------------------------------------------


def test_dockerfile_satisfies_hadolint(root: Path):
    hadolint = Path(sys.executable).with_name("hadolint")

    found = subprocess.run(
        [hadolint, "--failure-threshold", "style", root / "Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stdout) == (0, "")


def test_container_runs_as_nobody_in_particular(root: Path):
    final = (root / "Dockerfile").read_text().rpartition("\nFROM ")[2]

    assert re.search(r"^USER 10001:10001$", final, re.M)
    assert "HEALTHCHECK" in final
    assert re.findall(r"apt-get install (.*?) \\$", final, re.M) == [
        '--yes --no-install-recommends "postgresql-client-17=17.*"'
    ]
    assert "SECRET_KEY" not in final


def test_static_files_can_be_read_by_whoever_serves_them(tmp_path: Path):
    """In the image root gathers them, and somebody else serves them."""
    entry = shipped.STORAGES["staticfiles"]
    storage = import_string(entry["BACKEND"])(location=tmp_path, **entry["OPTIONS"])

    saved = storage.save("a.css", ContentFile(b"a{}"))

    assert (tmp_path / saved).stat().st_mode & 0o777 == 0o644


def test_container_takes_in_only_what_is_named(root: Path):
    lines = (root / ".dockerignore").read_text().splitlines()

    named = {line[1:] for line in lines if line.startswith("!")}

    assert next(line for line in lines if not line.startswith("#")) == "*"
    assert {name for name in named if not (root / name).exists()} == set()
    assert named.isdisjoint({".env", ".git", "var", "tests"})


# --- The services ------------------------------------------------------------------


@pytest.fixture
def services(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "compose.yaml").read_text())["services"]


def test_services_may_write_only_where_they_must(services: dict[str, Any]):
    webs, stores = {"web1", "web2", "release"}, {"db", "replica", "redis", "storage"}

    assert set(services) == {"proxy", *webs, *stores}
    for service in services.values():
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_secrets_are_files_and_each_is_given_to_whoever_reads_it(root: Path):
    """The site reads them by the names that end in _FILE."""
    text = (root / "compose.yaml").read_text()
    told = yaml.safe_load(text)
    texts = {name: yaml.dump(service) for name, service in told["services"].items()}
    texts["db"] += (root / "docs" / "replication.sh").read_text()
    read = {name: set(re.findall(r"/run/secrets/(\w+)", each)) for name, each in texts.items()}
    given = {
        name: {each for each in service.get("secrets", []) if isinstance(each, str)}
        for name, service in told["services"].items()
    }

    assert {each["file"].partition("/")[0] for each in told["secrets"].values()} == {"secrets"}
    assert read == given | {"proxy": set()}
    assert not re.search(r"^\s+\w*(KEY|PASSWORD|SECRET)\w*: (?!/run/secrets/|\{ file)", text, re.M)
    assert "/secrets/" in (root / ".gitignore").read_text().splitlines()


def test_services_start_in_order_and_only_the_proxy_is_reachable(
    root: Path, services: dict[str, Any]
):
    networks = yaml.safe_load((root / "compose.yaml").read_text())["networks"]
    hidden = {name for name, each in services.items() if each["networks"] == ["inside"]}

    assert networks["inside"] == {"internal": True}
    assert hidden == {"db", "replica", "redis", "storage"}
    assert {name for name in services if "ports" in services[name]} == {"proxy"}
    assert services["release"]["depends_on"]["db"]["condition"] == "service_healthy"
    for name in ("web1", "web2"):
        before = services[name]["depends_on"]["release"]["condition"]
        assert before == "service_completed_successfully"
        assert services["proxy"]["depends_on"][name]["condition"] == "service_healthy"


def test_web_machines_share_nothing_but_what_is_no_state(services: dict[str, Any]):
    """Each has a folder of its own for kept pages; all else is in the other services."""
    one, two = services["web1"], services["web2"]

    assert one["volumes"] != two["volumes"]
    assert {key: one[key] for key in one if key != "volumes"} == {
        key: two[key] for key in two if key != "volumes"
    }
    assert one["environment"]["MEDIA_STORAGE"] == "s3"
    assert one["environment"]["REDIS_URL"].startswith("redis://redis:")


def test_backup_program_is_that_of_the_database(root: Path, services: dict[str, Any]):
    client = re.search(r"postgresql-client-(\d+)", (root / "Dockerfile").read_text())[1]

    assert {services[name]["image"] for name in ("db", "replica")} == {
        f"postgres:{client}-bookworm"
    }


def test_files_of_the_services_are_mounted_and_there(root: Path, services: dict[str, Any]):
    """Compose copies inline `configs` into a container, and one that is read only refuses."""
    told = yaml.safe_load((root / "compose.yaml").read_text())
    mounted = [
        each.partition(":")
        for service in services.values()
        for each in service.get("volumes", [])
        if each.startswith(".")
    ]

    assert "configs" not in told
    assert sorted(file for file, _, _ in mounted) == ["./docs/nginx.conf", "./docs/replication.sh"]
    assert all((root / file).is_file() and where.endswith(":ro") for file, _, where in mounted)


def test_database_is_well_when_others_can_reach_it(services: dict[str, Any]):
    """While its folder is made ready it answers on its socket, then stops once more."""
    assert "--host=127.0.0.1" in services["db"]["healthcheck"]["test"]


@pytest.mark.parametrize("left", ["", "PG_VERSION", "global/pg_control"])
def test_replica_is_copied_anew_unless_it_is_whole(
    services: dict[str, Any], tmp_path: Path, left: str
):
    """A copy that was broken off has its first files already."""
    folder, programs = tmp_path / "data", tmp_path / "programs"
    (folder / "global").mkdir(parents=True)
    programs.mkdir()
    for name in ("pg_basebackup", "postgres", "cat"):
        (programs / name).write_text(f'#!/bin/sh\necho {name} $(ls "$PGDATA")\n')
        (programs / name).chmod(0o755)
    if left:
        (folder / left).write_text("17")
    script = services["replica"]["command"][-1].replace("$$", "$")

    done = subprocess.run(
        ["bash", "-euc", script],
        env={"PGDATA": str(folder), "PATH": f"{programs}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    whole = left == "global/pg_control"
    assert done.stdout.split("\n")[:-1] == (
        ["postgres global"] if whole else ["pg_basebackup", "postgres"]
    )


def test_image_is_built_once(services: dict[str, Any]):
    """Built by three services it is three images, and each `up` replaces all that runs."""
    assert [name for name, each in services.items() if "build" in each] == ["release"]
    assert {services[name]["pull_policy"] for name in ("release", "web1", "web2")} == {"never"}


def test_release_looks_at_the_settings_first(services: dict[str, Any]):
    commands = re.findall(r"manage\.py (\w+)", services["release"]["command"][-1])

    assert commands == ["check", "migrate", "load_content", "make_roles"]


@pytest.mark.parametrize("name", ["proxy", "release", "replica", "storage"])
def test_commands_of_the_services_are_ones_of_a_shell(services: dict[str, Any], name: str):
    script = services[name]["command"][-1].replace("$$", "$")

    done = subprocess.run(["bash", "-n", "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_proxy_asks_both_web_machines(root: Path, services: dict[str, Any], tmp_path: Path):
    """What its command makes of docs/nginx.conf; test_nginx.py tries that file itself."""
    script = services["proxy"]["command"][-1].replace("$$", "$").partition("exec ")[0]
    script = script.replace("/tmp/", f"{tmp_path}/")
    script = script.replace("/etc/nginx/site.conf", str(root / "docs" / "nginx.conf"))

    subprocess.run(["sh", "-euc", script], env={"SITE_HOST": "site.test"}, check=True)

    made = (tmp_path / "nginx.conf").read_text()
    assert re.findall(r"^ +server (\w+):8000; server (\w+):8000;", made, re.M) == [("web1", "web2")]
    assert "server_name site.test;" in made
    assert "/etc/ssl/site.test/fullchain.pem" in made
    assert "example.gov" not in made
