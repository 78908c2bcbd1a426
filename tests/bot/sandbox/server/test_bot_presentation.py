import pytest

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_presentation import BotPresentation

START = {"command": "start", "description": "Begin"}
START_ZH = {"command": "start", "description": "开始"}


@pytest.fixture
def presentation() -> BotPresentation:
    return BotPresentation("Huifang")


@pytest.mark.parametrize(("field", "limit"), [("name", 64), ("description", 512), ("short_description", 120)])
def test_texts_have_telegrams_limits(presentation: BotPresentation, field: str, limit: int) -> None:
    presentation.set_text(field, "", "字" * limit)
    assert presentation.text(field, "") == "字" * limit
    with pytest.raises(BadRequest, match="is too long"):
        presentation.set_text(field, "", "字" * (limit + 1))


def test_a_text_is_found_by_language_then_without_language_then_by_default(
    presentation: BotPresentation,
) -> None:
    assert [presentation.text("name", "zh"), presentation.text("description", "zh")] == ["Huifang", ""]
    presentation.set_text("name", "", "Call")
    presentation.set_text("name", "zh", "回访")
    assert [presentation.text("name", code) for code in ("zh", "en", "")] == ["回访", "Call", "Call"]


def test_an_empty_text_removes_it(presentation: BotPresentation) -> None:
    presentation.set_text("description", "zh", "你好")
    presentation.set_text("description", "zh", "")
    presentation.set_text("description", "zh", "")
    assert presentation.text("description", "zh") == ""


@pytest.mark.parametrize("language", ["chinese", "z", "ZH", "zh-hans"])
def test_languages_are_two_letters(presentation: BotPresentation, language: str) -> None:
    with pytest.raises(BadRequest, match="invalid language code specified"):
        presentation.set_text("name", language, "x")
    with pytest.raises(BadRequest, match="invalid language code specified"):
        presentation.set_commands("default", language, [START])


@pytest.mark.parametrize(
    ("code", "menu"), [("zh-hans", [START_ZH]), ("ZH", [START_ZH]), ("en", [START]), (None, [START])]
)
def test_the_menu_follows_the_customers_language(
    presentation: BotPresentation, code: str | None, menu: list[object]
) -> None:
    presentation.set_commands("default", "", [START])
    presentation.set_commands("default", "zh", [START_ZH])
    assert presentation.menu(code) == menu


def test_the_menu_for_private_chats_goes_before_the_default(presentation: BotPresentation) -> None:
    presentation.set_commands("default", "en", [START])
    presentation.set_commands("all_private_chats", "", [START_ZH])
    assert presentation.menu("en") == [START_ZH]


def test_without_commands_the_menu_is_empty(presentation: BotPresentation) -> None:
    assert presentation.menu("en") == []


@pytest.mark.parametrize("name", ["Start", "", "a" * 33, "a-b", "开始"])
def test_commands_are_small_letters_digits_and_underscores(presentation: BotPresentation, name: str) -> None:
    with pytest.raises(BadRequest, match="BOT_COMMAND_INVALID"):
        presentation.set_commands("default", "", [{"command": name, "description": "x"}])


@pytest.mark.parametrize("description", ["", "x" * 257])
def test_descriptions_of_commands_are_1_to_256_characters(
    presentation: BotPresentation, description: str
) -> None:
    with pytest.raises(BadRequest, match="BOT_COMMAND_DESCRIPTION_INVALID"):
        presentation.set_commands("default", "", [{"command": "start", "description": description}])


def test_a_hundred_commands_pass_and_one_more_is_refused(presentation: BotPresentation) -> None:
    commands = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    presentation.set_commands("default", "", commands[:100])
    assert len(presentation.menu("en")) == 100
    with pytest.raises(BadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        presentation.set_commands("default", "", commands)


def test_a_leading_slash_is_removed(presentation: BotPresentation) -> None:
    presentation.set_commands("default", "", [{"command": "/start", "description": "Begin"}])
    assert presentation.menu("en") == [START]
