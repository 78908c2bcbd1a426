"""The endpoints of the control API about groups."""

from starlette.responses import JSONResponse, Response

from bot.sandbox.control.control_bodies import NewGroup, StandingChange
from bot.sandbox.control.control_edge import ControlRequest, Endpoint
from bot.sandbox.control.group_moves import change_standing, change_topic, group_of, migrate_group, new_group
from bot.sandbox.server.forum import GroupStanding
from bot.sandbox.server.payloads import Json, whole_number


async def list_groups(request: ControlRequest) -> list[Json]:
    """List all groups with their members; a group that has another id by now is left out."""
    groups = [each for each in request.bot.chats.values() if each.is_group and each.migrated_to is None]
    return [
        each.as_json() | {"members": [member.as_user() for member in each.members.values()]}
        for each in groups
    ]


async def create_group(request: ControlRequest) -> Response:
    """Create a group."""
    body = await request.body(NewGroup)
    chat = new_group(request.world, request.bot, body.title, body.members, has_topics=body.forum)
    return JSONResponse(chat.as_json(), 201)


async def migrate(request: ControlRequest) -> Json:
    """Turn a group into a supergroup."""
    moved = migrate_group(request.world, request.bot, request.id)
    return moved.chat.as_json() | {"update_ids": moved.update_ids}


async def set_standing(request: ControlRequest) -> Json:
    """Change the bot's status and rights."""
    body = await request.body(StandingChange)
    standing = GroupStanding(body.status, frozenset(body.rights))
    return {"update_id": change_standing(request.world, request.bot, request.id, standing)}


async def list_topics(request: ControlRequest) -> list[Json]:
    """List the topics of a group."""
    forum = group_of(request.bot, request.id).forum
    topics = [] if forum is None else forum.topics.values()
    return [each.as_json() | {"closed": each.closed} for each in topics]


def topic_endpoint(deed: str) -> Endpoint:
    """Return the endpoint that closes, reopens or deletes a topic."""

    async def change(request: ControlRequest) -> Json:
        topic = whole_number(request.http.path_params["topic"]) or 0
        return {"update_id": change_topic(request.world, request.bot, request.id, topic, deed)}

    return change


ROUTES: list[tuple[str, str, Endpoint]] = [
    ("GET", "/groups", list_groups),
    ("POST", "/groups", create_group),
    ("POST", "/groups/{id}/migrate", migrate),
    ("PUT", "/groups/{id}/standing", set_standing),
    ("GET", "/groups/{id}/topics", list_topics),
    *(
        ("POST", f"/groups/{{id}}/topics/{{topic}}/{deed}", topic_endpoint(deed))
        for deed in ("close", "reopen", "delete")
    ),
]
