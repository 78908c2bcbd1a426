"""The sections of the console."""

import pytest

from bot.console.routes import STAFF_PAGES
from bot.console.web.navigation import SECTIONS, SectionGroup, first_section, sections_for
from store.models.staff import Role


def test_every_section_is_a_page_with_the_same_permission() -> None:
    pages = {(page.path, page.permission) for page in STAFF_PAGES if page.method == "GET"}
    assert {(f"/{place.name}", place.permission) for place in SECTIONS} <= pages


def test_no_two_sections_have_the_same_key() -> None:
    assert len({place.key for place in SECTIONS}) == len(SECTIONS)


def test_agents_do_not_see_what_they_may_not_read() -> None:
    seen = [place.name for places in sections_for(Role.AGENT).values() for place in places]
    assert "surveys" not in seen
    assert [place.name for place in sections_for(Role.AGENT)[SectionGroup.QUALITY]] == ["corrective"]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_place_to_begin(role: Role) -> None:
    assert first_section(role) in next(iter(sections_for(role).values()))
