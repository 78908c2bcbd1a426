"""The API is one application, whose description is public and whose paths are complete."""

import re

import pytest

from bot.api.site.api_app import PREFIX
from tests.bot.api.conftest import System

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_description_is_public_and_names_every_path(system: System) -> None:
    described = await system.client.get(f"{PREFIX}/openapi.json")
    paths = described.json()["paths"]
    assert described.status_code == 200
    assert {path for path in paths if not path.startswith(f"{PREFIX}/")} == set()
    assert {path.removeprefix(PREFIX) for path in paths if "link" not in path} == {
        "/services/ended",
        "/services/booked",
        "/services/called-off",
        "/reports/summary",
        "/reports/funnel",
        "/reports/drivers",
        "/reports/score_sheet",
        "/answers",
        "/answers/{key}",
        "/answers/files/{sha256}",
        "/cases",
        "/cases/{case}",
        "/customers",
        "/customers/{customer}",
        "/conversations",
        "/conversations/{conversation}/messages",
        "/conversations/{conversation}/replies",
        "/conversations/{conversation}/notes",
        "/conversations/{conversation}/hand_back",
        "/cases/{case}/settle",
        "/cases/{case}/reopen",
        "/cases/{case}/notes",
        "/surveys",
        "/surveys/{key}",
        "/invitations",
        "/invitations/{invitation}",
    }


async def test_every_described_path_needs_a_key(system: System) -> None:
    described = (await system.client.get(f"{PREFIX}/openapi.json")).json()
    answers = {
        (method, path): (await system.client.request(method, re.sub("{.*?}", "1", path))).status_code
        for path, methods in described["paths"].items()
        for method in methods
    }
    assert {path for _, path in answers} == set(described["paths"])
    assert set(answers.values()) == {401}
