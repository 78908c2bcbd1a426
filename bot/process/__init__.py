"""Processes that Huifang starts and looks after."""
