"""The addresses of administration, of the viewer's account, and of customers' rights."""

from actions.staff.permissions import Permission
from actions.staff.sessions import FirstStep
from bot.console.conversations import (
    customer_attributes,
    customer_binding,
    customer_block,
    customer_exclusion,
    customer_rights,
)
from bot.console.staff import own_account, own_duty, staff_list
from bot.console.system import audit_log, customer_import_page, key_list, outlet_list, parts_page
from bot.console.web.guard import StaffPage

_MEMBER = "/staff/{member:int}"
_CUSTOMER = "/customers/{customer:int}"

ADMIN_PAGES = (
    StaffPage("GET", "/staff", Permission.MANAGE_STAFF, staff_list.show),
    StaffPage("POST", "/staff", Permission.MANAGE_STAFF, staff_list.add),
    StaffPage("POST", f"{_MEMBER}/role", Permission.MANAGE_STAFF, staff_list.change_role),
    StaffPage("POST", f"{_MEMBER}/disable", Permission.MANAGE_STAFF, staff_list.disable),
    StaffPage("POST", f"{_MEMBER}/password", Permission.MANAGE_STAFF, staff_list.renew_password),
    StaffPage("GET", "/keys", Permission.MANAGE_KEYS, key_list.show),
    StaffPage("POST", "/keys", Permission.MANAGE_KEYS, key_list.issue),
    StaffPage("POST", "/keys/revoke", Permission.MANAGE_KEYS, key_list.revoke),
    StaffPage("GET", "/parts", Permission.MANAGE_KEYS, parts_page.show),
    StaffPage("GET", "/audit", Permission.READ_AUDIT, audit_log.show),
    StaffPage("GET", "/directory", Permission.READ_DIRECTORY, outlet_list.show),
    StaffPage("GET", "/customers/import", Permission.BIND_CUSTOMERS, customer_import_page.show),
    StaffPage(
        "POST",
        "/customers/import",
        Permission.BIND_CUSTOMERS,
        customer_import_page.take,
        largest_form=customer_import_page.LARGEST_IMPORT,
        most_files=1,
    ),
    StaffPage("POST", f"{_CUSTOMER}/block", Permission.BLOCK_CUSTOMERS, customer_block.begin),
    StaffPage("POST", f"{_CUSTOMER}/unblock", Permission.BLOCK_CUSTOMERS, customer_block.end),
    StaffPage("POST", f"{_CUSTOMER}/number", Permission.BIND_CUSTOMERS, customer_binding.bind),
    StaffPage("POST", f"{_CUSTOMER}/number/release", Permission.BIND_CUSTOMERS, customer_binding.release),
    StaffPage("POST", f"{_CUSTOMER}/attributes", Permission.WRITE_NOTES, customer_attributes.submit),
    StaffPage("POST", f"{_CUSTOMER}/test", Permission.MARK_TESTS, customer_exclusion.submit),
    StaffPage("POST", f"{_CUSTOMER}/export", Permission.EXPORT_CUSTOMERS, customer_rights.export),
    StaffPage("POST", f"{_CUSTOMER}/erase", Permission.ERASE_CUSTOMERS, customer_rights.erase),
    StaffPage("GET", "/account", Permission.OWN_ACCOUNT, own_account.show, opens_for=tuple(FirstStep)),
    StaffPage(
        "POST",
        "/account/password",
        Permission.OWN_ACCOUNT,
        own_account.change_password,
        opens_for=tuple(FirstStep),
    ),
    StaffPage("POST", "/account/duty", Permission.WORK_ON_CASES, own_duty.choose),
    StaffPage("POST", "/account/away", Permission.WORK_ON_CASES, own_duty.leave),
    StaffPage(
        "POST",
        "/account/codes",
        Permission.OWN_ACCOUNT,
        own_account.begin_codes,
        opens_for=(FirstStep.CODES,),
    ),
    StaffPage("POST", "/account/codes/end", Permission.OWN_ACCOUNT, own_account.end_codes),
    StaffPage("POST", "/account/sessions/end", Permission.OWN_ACCOUNT, own_account.end_others),
)
