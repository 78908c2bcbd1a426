"""What one machine has, the other has: models, what was learned, and files of staff in a bucket."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.control.sandbox_client import SandboxClient
from nlu.client import NluClient
from nlu.contract.labels import Intent
from nlu.training.model_registry import chosen, current
from tests.conftest import ROOT
from tests.journeys.two_machines import LONGEST, TwoMachines, add_model, secret_of, two_machines, until
from tests.nlu.test_serve import served
from tests.postgres import new_database
from tests.s3_server import keys_at, s3_server

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(600)]

FILE = re.compile(r'src="/console(/conversations/\d+/messages/\d+/file)"')
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
OLDER, NEWER = "20260101-000000.tar.gz", "20260102-000000.tar.gz"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def machines(
    postgres_url: str, nlu_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[TwoMachines]:
    """Two machines, of which the first began with two models, and the second with none."""
    folder, database_url = tmp_path_factory.mktemp("machines"), new_database(postgres_url, "machines")
    with s3_server() as bucket:
        async with two_machines(folder, database_url, bucket, nlu_url) as made:
            for name in (OLDER, NEWER):
                add_model(made.first, current(ROOT / "models", ROOT), name)
            (made.first.models / "current").write_text(f"{NEWER}\n", encoding="utf-8")
            await made.first.start("run", "Ready.")
            await made.second.start("worker", "Ready.")
            await made.second.start("web", "Staff console")
            yield made


async def test_model_of_one_machine_is_used_by_the_other(machines: TwoMachines) -> None:
    first, second = machines.first, machines.second
    await second.until_chosen(NEWER)
    async with served(second.models) as url, NluClient(url, timeout=LONGEST) as client:
        assert (await client.parse("你们几点开门")).intent is Intent.INQUIRY
    assert await first.command("nlu", "restore") == 0
    await second.until_chosen(OLDER)
    assert chosen(first.models) == OLDER


async def test_file_sent_on_one_machine_is_served_and_erased_on_the_other(machines: TwoMachines) -> None:
    first, second, bucket = machines.first, machines.second, machines.bucket
    await opened(machines.telegram)
    token, (talk, customer) = await machines.token(), await machines.conversation()
    here = f"/conversations/{talk}"
    async with first.browser(token) as http:
        fields = {"csrf": await secret_of(http, here), "caption": "Look", "take": "true"}
        sent = await http.post(f"{here}/files", data=fields, files={"file": ("a.png", PNG, "image/png")})
        assert sent.status_code == 303
    await until(lambda: len(keys_at(bucket)) == 1)
    async with second.browser(token) as http:
        file = file_in((await http.get(here)).text)
        assert (await http.get(file)).content == PNG
        secret = await secret_of(http, here)
        erased = await http.post(f"/customers/{customer}/erase", data={"csrf": secret, "sure": "yes"})
        assert erased.status_code == 303
        await until(lambda: keys_at(bucket) == set())
        assert (await http.get(file)).status_code == 404


async def opened(telegram: SandboxClient) -> None:
    """A customer has written, and was answered."""
    customer = await telegram.customer("Emma", "en")
    await telegram.send_text(customer, "/start")
    await telegram.wait_for_reply(customer, 0, LONGEST)


def file_in(page: str) -> str:
    """The address of the file that a conversation shows, below the console."""
    found = FILE.search(page)
    assert found is not None
    return found[1]
