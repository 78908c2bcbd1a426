"""A button below a message: pressed, it comes back with its data, or it opens an address."""

from dataclasses import dataclass

MAX_BUTTON_DATA = 64


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: what it says, and the data it carries (1–64 bytes) or the address it opens."""

    text: str
    data: str = ""
    url: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be sent here, where the mistake is.

        Raises:
            ValueError: the data is empty or too long, stands beside an address, or the button says nothing.
        """
        size = len(self.data.encode())
        if self.url is not None:
            if size:
                raise ValueError("a button that opens an address carries no data")
        elif not 1 <= size <= MAX_BUTTON_DATA:
            raise ValueError(f"callback data must have 1 to {MAX_BUTTON_DATA} bytes, not {size}")
        if not self.text.strip():
            raise ValueError("a button must say something")

    def plain(self) -> list[str]:
        """Return it as it is stored: `Button(*button.plain())` is the same one."""
        return [self.text, self.data] if self.url is None else [self.text, self.data, self.url]
