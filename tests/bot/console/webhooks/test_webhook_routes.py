"""Who may open the pages of webhooks."""

from actions.staff.permissions import PERMISSIONS
from bot.console.webhooks.webhook_routes import WEBHOOK_PAGES
from store.models.staff import Role


def test_administrators_alone_manage_webhooks() -> None:
    roles = {role for role in Role if any(page.permission in PERMISSIONS[role] for page in WEBHOOK_PAGES)}
    assert roles == {Role.ADMINISTRATOR}
