"""What a pressed button may turn out to be."""


class Forged(Exception):
    """The data of a button that Huifang did not make for this customer: refused, and noted for staff."""
