"""The addresses of the staff room."""

from actions.staff.permissions import Permission
from bot.console.staffroom import room_page
from bot.console.web.guard import StaffPage

ROOM_PAGES = (
    StaffPage("GET", "/room", Permission.TALK, room_page.show),
    StaffPage("POST", "/room/code", Permission.MANAGE_STAFF, room_page.make_room_code),
    StaffPage("POST", "/room/untie", Permission.MANAGE_STAFF, room_page.untie),
    StaffPage("POST", "/room/own-code", Permission.TALK, room_page.make_own_code),
    StaffPage("POST", "/room/members/{member:int}/untie", Permission.MANAGE_STAFF, room_page.untie_person),
)
