from bot.sandbox.server.people import Persona, SandboxCustomer


def test_a_customer_is_a_telegram_user() -> None:
    customer = SandboxCustomer(42, Persona("梅", "李", "limei", "zh-hans"))
    assert customer.as_user() == {
        "id": 42,
        "is_bot": False,
        "first_name": "梅",
        "last_name": "李",
        "username": "limei",
        "language_code": "zh-hans",
    }


def test_unknown_names_are_left_out() -> None:
    assert SandboxCustomer(42, Persona("Emma")).as_user() == {"id": 42, "is_bot": False, "first_name": "Emma"}
