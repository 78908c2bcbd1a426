import pytest

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_identity import Profile

START = {"command": "start", "description": "Begin"}
START_ZH = {"command": "start", "description": "开始"}


@pytest.fixture
def profile() -> Profile:
    return Profile("Huifang")


@pytest.mark.parametrize(("field", "limit"), [("name", 64), ("description", 512), ("short_description", 120)])
def test_texts_have_telegrams_limits(profile: Profile, field: str, limit: int) -> None:
    profile.set_text(field, "", "字" * limit)
    assert profile.text(field, "") == "字" * limit
    with pytest.raises(BadRequest, match="is too long"):
        profile.set_text(field, "", "字" * (limit + 1))


def test_a_text_is_found_by_language_then_for_everybody_then_by_default(profile: Profile) -> None:
    assert [profile.text("name", "zh"), profile.text("description", "zh")] == ["Huifang", ""]
    profile.set_text("name", "", "Call")
    profile.set_text("name", "zh", "回访")
    assert [profile.text("name", code) for code in ("zh", "en", "")] == ["回访", "Call", "Call"]


def test_an_empty_text_removes_it(profile: Profile) -> None:
    profile.set_text("description", "zh", "你好")
    profile.set_text("description", "zh", "")
    profile.set_text("description", "zh", "")
    assert profile.text("description", "zh") == ""


@pytest.mark.parametrize("language", ["chinese", "z", "ZH", "zh-hans"])
def test_languages_are_two_letters(profile: Profile, language: str) -> None:
    with pytest.raises(BadRequest, match="invalid language code specified"):
        profile.set_text("name", language, "x")
    with pytest.raises(BadRequest, match="invalid language code specified"):
        profile.set_commands("default", language, [START])


@pytest.mark.parametrize(
    ("code", "menu"), [("zh-hans", [START_ZH]), ("ZH", [START_ZH]), ("en", [START]), (None, [START])]
)
def test_the_menu_follows_the_customers_language(
    profile: Profile, code: str | None, menu: list[object]
) -> None:
    profile.set_commands("default", "", [START])
    profile.set_commands("default", "zh", [START_ZH])
    assert profile.menu(code) == menu


def test_the_menu_for_private_chats_goes_before_the_default(profile: Profile) -> None:
    profile.set_commands("default", "en", [START])
    profile.set_commands("all_private_chats", "", [START_ZH])
    assert profile.menu("en") == [START_ZH]


def test_without_commands_the_menu_is_empty(profile: Profile) -> None:
    assert profile.menu("en") == []


@pytest.mark.parametrize("name", ["Start", "", "a" * 33, "a-b", "开始"])
def test_commands_are_small_letters_digits_and_underscores(profile: Profile, name: str) -> None:
    with pytest.raises(BadRequest, match="BOT_COMMAND_INVALID"):
        profile.set_commands("default", "", [{"command": name, "description": "x"}])


@pytest.mark.parametrize("description", ["", "x" * 257])
def test_descriptions_of_commands_are_1_to_256_characters(profile: Profile, description: str) -> None:
    with pytest.raises(BadRequest, match="BOT_COMMAND_DESCRIPTION_INVALID"):
        profile.set_commands("default", "", [{"command": "start", "description": description}])


def test_a_hundred_commands_pass_and_one_more_is_refused(profile: Profile) -> None:
    commands = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    profile.set_commands("default", "", commands[:100])
    assert len(profile.menu("en")) == 100
    with pytest.raises(BadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        profile.set_commands("default", "", commands)


def test_a_leading_slash_is_taken_off(profile: Profile) -> None:
    profile.set_commands("default", "", [{"command": "/start", "description": "Begin"}])
    assert profile.menu("en") == [START]
