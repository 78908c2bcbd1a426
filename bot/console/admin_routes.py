"""The addresses of administration, of one's own account, and of customers' rights."""

from actions.staff.permissions import Permission
from bot.console.page import StaffPage
from bot.console.views import account, audit, customer, directory, keys, staff

_MEMBER = "/staff/{member:int}"
_CUSTOMER = "/customers/{customer:int}"

ADMIN_PAGES = (
    StaffPage("GET", "/staff", Permission.MANAGE_STAFF, staff.show),
    StaffPage("POST", "/staff", Permission.MANAGE_STAFF, staff.add),
    StaffPage("POST", f"{_MEMBER}/role", Permission.MANAGE_STAFF, staff.change_role),
    StaffPage("POST", f"{_MEMBER}/disable", Permission.MANAGE_STAFF, staff.disable),
    StaffPage("POST", f"{_MEMBER}/password", Permission.MANAGE_STAFF, staff.renew_password),
    StaffPage("GET", "/keys", Permission.MANAGE_KEYS, keys.show),
    StaffPage("POST", "/keys", Permission.MANAGE_KEYS, keys.issue),
    StaffPage("POST", "/keys/revoke", Permission.MANAGE_KEYS, keys.revoke),
    StaffPage("GET", "/audit", Permission.READ_AUDIT, audit.show),
    StaffPage("GET", "/directory", Permission.READ_DIRECTORY, directory.show),
    StaffPage("POST", f"{_CUSTOMER}/export", Permission.EXPORT_CUSTOMERS, customer.export),
    StaffPage("POST", f"{_CUSTOMER}/erase", Permission.ERASE_CUSTOMERS, customer.erase),
    StaffPage("GET", "/account", Permission.OWN_ACCOUNT, account.show),
    StaffPage("POST", "/account/password", Permission.OWN_ACCOUNT, account.change_password),
    StaffPage("POST", "/account/codes", Permission.OWN_ACCOUNT, account.begin_codes),
    StaffPage("POST", "/account/codes/end", Permission.OWN_ACCOUNT, account.end_codes),
    StaffPage("POST", "/account/sessions/end", Permission.OWN_ACCOUNT, account.end_others),
)
