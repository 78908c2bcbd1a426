"""The description of the API names the events that are posted to other systems."""

from actions.webhooks.webhook_targets import CHOOSABLE
from tests.bot.api.conftest import System


async def test_each_kind_of_event_is_described(system: System) -> None:
    described = (await system.client.get("/api/v1/openapi.json")).json()["webhooks"]
    assert list(described) == [kind.value for kind in CHOOSABLE]
    opened = described["case.opened"]["post"]
    headers = [each["name"] for each in opened["parameters"]]
    assert headers == ["webhook-id", "webhook-timestamp", "webhook-signature"]
    assert opened["summary"] == "A case was opened."
