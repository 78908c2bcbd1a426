"""The addresses of the targets of events."""

from actions.staff.permissions import Permission
from bot.console.web.guard import StaffPage
from bot.console.webhooks import webhook_pages

_TARGET = "/webhooks/{webhook:int}"
_MANAGE = Permission.MANAGE_KEYS

WEBHOOK_PAGES = (
    StaffPage("GET", "/webhooks", _MANAGE, webhook_pages.show_all),
    StaffPage("POST", "/webhooks", _MANAGE, webhook_pages.add),
    StaffPage("GET", _TARGET, _MANAGE, webhook_pages.show),
    StaffPage("POST", f"{_TARGET}/events", _MANAGE, webhook_pages.choose),
    StaffPage("POST", f"{_TARGET}/secret", _MANAGE, webhook_pages.rotate),
    StaffPage("POST", f"{_TARGET}/test", _MANAGE, webhook_pages.test),
    StaffPage("POST", f"{_TARGET}/enable", _MANAGE, webhook_pages.enable),
    StaffPage("POST", f"{_TARGET}/remove", _MANAGE, webhook_pages.remove),
    StaffPage("POST", f"{_TARGET}/deliveries/{{delivery:int}}/replay", _MANAGE, webhook_pages.replay),
)
