import httpx
import pytest

from bot.sandbox.sandbox_app import sandbox_app
from bot.sandbox.sandbox_server import address, bound_socket
from bot.sandbox.server.sandbox_world import World
from tests.bot.sandbox.web_server import quiet_server

STATUS = "/sandbox/status"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Host": "localhost:9000"}, 200),
        ({"Host": "[::1]:9000"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:9000"}, 403),
    ],
)
async def test_requests_of_foreign_pages_are_refused(
    http: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await http.get(STATUS, headers=headers)).status_code == status


async def test_a_foreign_page_cannot_post_by_navigating(http: httpx.AsyncClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    response = await http.post("/sandbox/customers", headers=headers, json={})
    assert (response.status_code, list(response.json())) == (403, ["detail"])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 403),
    ],
)
async def test_the_bot_api_answers_no_foreign_page(
    http: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    assert (await http.get("/bot1:a/getMe", headers=headers)).status_code == status
    file = await http.get("/file/bot1:a/none", headers=headers)
    assert file.status_code == (404 if status == 200 else status)


async def test_an_open_sandbox_answers_under_any_host_name(world: World) -> None:
    bound = bound_socket("127.0.0.1", 0)
    app = sandbox_app(world, hosts=None)
    async with quiet_server(app, bound), httpx.AsyncClient(base_url=address(bound), trust_env=False) as http:
        assert (await http.get(STATUS, headers={"Host": "box.example"})).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "detail"),
    [
        (
            "POST",
            "/customers",
            {"first_name": ""},
            422,
            "first_name: String should have at least 1 character",
        ),
        ("POST", "/customers", {"nonsense": 1}, 422, "nonsense: Unexpected keyword argument"),
        ("POST", "/customers", {"language_code": "!"}, 422, "language_code: String should match pattern"),
        ("POST", "/customers/5/text", {"text": "x"}, 404, "no customer has the id 5"),
        ("POST", "/customers/five/text", {"text": "x"}, 404, "'five' is not an id"),
        ("POST", "/customers/5/text?bot=7", {"text": "x"}, 404, "no bot has the id 7"),
        ("POST", "/customers/5/text?bot=x", {"text": "x"}, 404, "no bot has the id x"),
        ("POST", "/faults", {"kind": "earthquake"}, 422, "kind: Input should be"),
        ("POST", "/faults", {"kind": "server_error", "code": 200}, 422, "code: Input should be greater"),
        ("GET", "/chats/5/events", None, 404, "no chat has the id 5"),
        ("GET", "/files/nothing", None, 400, "Bad Request: wrong file_id"),
    ],
)
async def test_mistakes_are_named(
    http: httpx.AsyncClient, method: str, path: str, body: object, status: int, detail: str
) -> None:
    response = await http.request(method, f"/sandbox{path}", json=body)
    assert (response.status_code, response.json()["detail"][: len(detail)]) == (status, detail)


async def test_a_body_that_is_not_json_is_named(http: httpx.AsyncClient) -> None:
    response = await http.post("/sandbox/customers", content=b"{")
    assert (response.status_code, response.json()["detail"][:14]) == (422, ": Invalid JSON")


async def test_one_of_several_bots_can_be_named(http: httpx.AsyncClient, world: World) -> None:
    world.authorised("1:a")
    world.authorised("2:b")
    customer = (await http.post("/sandbox/customers", json={})).json()["id"]
    for query in ("", "?bot=2", "?bot=2"):
        await http.post(f"/sandbox/customers/{customer}/text{query}", json={"text": "hello"})
    waiting = [bot["waiting"] for bot in (await http.get(STATUS)).json()["bots"]]
    assert waiting == [1, 2]
