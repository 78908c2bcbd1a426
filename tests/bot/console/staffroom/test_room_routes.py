"""Who may open the pages of the staff room."""

from actions.staff.permissions import Permission
from bot.console.staffroom.room_routes import ROOM_PAGES


def test_agents_may_look_and_make_their_own_code_alone() -> None:
    open_to_agents = {page.path for page in ROOM_PAGES if page.permission is Permission.TALK}
    assert open_to_agents == {"/room", "/room/own-code"}
