"""What a number of Telegram says about an address."""

from store.models.address import Address


def account_of(token: str) -> Address:
    """Return the bot's account, with whose number its token begins.

    Raises:
        ValueError: the token does not begin with a number.
    """
    return Address(int(token.partition(":")[0]))


def is_group(address: Address) -> bool:
    """Return whether several people read what is sent there: Telegram numbers such chats below zero."""
    return address.number < 0
