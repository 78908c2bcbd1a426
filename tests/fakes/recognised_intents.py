"""Recognised intents without a database."""

from collections.abc import Mapping, Sequence


class OneIntent:
    """Takes every message for praise."""

    async def by_customer(self, telegram_ids: Sequence[int]) -> Mapping[int, str]:
        return dict.fromkeys(telegram_ids, "praise")
