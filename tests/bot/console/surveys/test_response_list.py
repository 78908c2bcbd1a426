"""The rows behind the numbers."""

from tests.bot.console.browser import Browser
from tests.bot.console.scene import Scene


async def test_rows_show_answers_and_lead_to_conversations(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/responses?outlet=north&question=satisfaction")).text
    assert page.count('<li class="row">') == 19
    assert f'<a href="/console/conversations/{scene.praise}">' in page
    assert "下次还来！" in page
    assert "Only those who answered: How satisfied are you with this service?" in page


async def test_pages_keep_the_filter(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/responses?status=expired&outlet=south")).text
    assert page.count('<li class="row">') == 2
    assert 'rel="next"' not in page
    low = (await reviewer.get("/responses?question=satisfaction&highest=2")).text
    assert low.count('<li class="row">') == 6
    assert '<input type="hidden" name="highest" value="2">' in low


async def test_nothing_found_says_so(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/responses?outlet=nowhere")).text
    assert "Nothing was asked in this period or outlet." in page


async def test_bad_values_are_named(reviewer: Browser) -> None:
    response = await reviewer.get("/responses?step=far&lowest=99")
    assert response.status_code == 400
    assert "Please check: lowest, step" in response.text
