"""The names of what staff choose from when they look for conversations and work on cases."""

from collections.abc import Mapping
from enum import Enum

from actions.keys import KeyScope
from bot.console.asked import Score
from bot.console.asked_cases import Shelf, Whose
from bot.console.notices import Notice
from store.models.cases import CaseStep
from store.queries.filters import CaseFilter, HandOver, Reviewed

DESK_FAMILIES: Mapping[type[Enum], str] = {
    CaseFilter: "case_filters",
    CaseStep: "case_steps",
    HandOver: "handover_filters",
    KeyScope: "key_scopes",
    Notice: "notices",
    Reviewed: "review_filters",
    Score: "score_filters",
    Shelf: "shelves",
    Whose: "whose",
}
