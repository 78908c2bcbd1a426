"""/export sends a file and puts one line into the transcript."""

from tests.actions.conftest import Customer, texts


async def test_staff_words_are_not_exported(customer: Customer) -> None:
    assert texts(await customer.command("export")) == []
