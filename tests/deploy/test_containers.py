"""The image and the compose file."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NEEDED = {"DOMAIN": "desk.example.com", "POSTGRES_PASSWORD": "made-up", "HUIFANG_TELEGRAM_TOKEN": "1:made-up"}


@pytest.fixture
def services() -> dict[str, Any]:
    """The services of the compose file."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
    return found


def test_containers_of_huifang_can_change_nothing_but_their_volumes(services: dict[str, Any]) -> None:
    assert list(services) == ["app", "nlu", "postgres", "caddy"]
    for name in ("app", "nlu"):
        service = services[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert [name for name in services if "ports" in services[name]] == ["caddy"]
    assert services["nlu"]["network_mode"] == "service:app"  # it listens on loopback
    assert services["nlu"].get("environment") is None  # and gets no secret


def test_settings_of_the_application_are_valid(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        name: re.sub(
            r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda one: NEEDED.get(one[1], one[2] or ""), value
        )
        for name, value in services["app"]["environment"].items()
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.files is None
    assert {name.removeprefix("HUIFANG_").lower() for name in given} <= set(Settings.model_fields)
    assert settings.public_url == "https://desk.example.com"
    assert [str(network) for network in settings.trusted_proxies] == ["172.30.250.0/24"]


def test_settings_of_files_reach_the_application(services: dict[str, Any]) -> None:
    passed = services["app"]["environment"]
    for name in ("HUIFANG_FILES", "HUIFANG_FILES_KEY", "HUIFANG_FILES_SECRET"):
        assert passed[name] == f"${{{name}:-}}"


def test_database_server_is_of_the_version_that_the_image_can_dump(services: dict[str, Any]) -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    (debian,) = re.findall(r"^FROM python:3\.11-slim-(\w+) AS base$", text, re.MULTILINE)
    assert (debian, services["postgres"]["image"]) == ("bookworm", "postgres:15")
    assert " postgresql-client " in text


def test_image_runs_as_a_user_and_looks_after_its_health() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER huifang"]
    assert len([line for line in lines if line.startswith("HEALTHCHECK ")]) == 1
    assert lines[-1] == 'CMD ["huifang", "run"]'


def test_image_has_all_folders_and_files_that_it_copies() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == {*copied}
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "docs", "benchmarks"} <= {
        *copied
    }


def run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", **NEEDED}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_compose_file_is_valid_for_docker() -> None:
    docker = shutil.which("docker")
    if docker is None:
        pytest.skip("docker is not installed")
    if run(docker, "compose", "version").returncode:
        pytest.skip("docker has no compose")
    done = run(docker, "compose", "--file", str(DEPLOY / "compose.yml"), "config", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
