"""A shop that tells of services, and customers who follow links."""

from tests.actions.surveys.conftest import known, shop

__all__ = ["known", "shop"]
