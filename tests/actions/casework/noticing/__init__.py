"""Tests of mentions and watching."""
