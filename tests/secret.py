"""A key for tests."""

from actions.staff.secret_box import SecretBox

BOX = SecretBox(("a key for tests and nothing else!",))
