"""Contracts: each port's real parts and fakes pass the same tests, and libraries are as our overrides need.

A module is named after the port (`Protocol`) that it tries, or after the library.
"""
