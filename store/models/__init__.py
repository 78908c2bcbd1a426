"""All tables. Importing this package fills the metadata that migrations and tests read."""

from store.columns import Base
from store.models import (
    cases,
    conversations,
    customers,
    folds,
    learning,
    queues,
    reviews,
    search,
    staff,
    surveys,
    unfolding,
)

__all__ = [
    "Base",
    "cases",
    "conversations",
    "customers",
    "folds",
    "learning",
    "queues",
    "reviews",
    "search",
    "staff",
    "surveys",
    "unfolding",
]

unfolding.attach()
