"""All tables. Importing this package fills the metadata that migrations and tests read."""

from store.engine.columns import Base
from store.models import (
    answers,
    cases,
    conversations,
    customers,
    erasures,
    event_capture,
    fold_triggers,
    folds,
    full_text_index,
    queues,
    reviews,
    setting_versions,
    staff,
    staff_files,
    staff_rooms,
    surveys,
    training_runs,
    usage,
)

__all__ = [
    "Base",
    "answers",
    "cases",
    "conversations",
    "customers",
    "erasures",
    "event_capture",
    "fold_triggers",
    "folds",
    "full_text_index",
    "queues",
    "reviews",
    "setting_versions",
    "staff",
    "staff_files",
    "staff_rooms",
    "surveys",
    "training_runs",
    "usage",
]

fold_triggers.attach()
event_capture.attach()
