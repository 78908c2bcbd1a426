"""The time zone that a customer lives in, as far as it is known."""

from actions.settings.house import House
from actions.settings.zones import zone_names
from store.models.customers import Customer


def customer_zone(customer: Customer, house: House) -> str:
    """The name of the customer's time zone, or of the house's where none is known."""
    return customer.timezone if customer.timezone in zone_names() else house.zone.key
