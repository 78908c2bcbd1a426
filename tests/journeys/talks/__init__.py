"""Scripted talks with customers, by kind, and the player that holds them with a real installation.

Each `<kind>.yml` is a list of talks; `talk_script` says what a talk and its expectations consist of.
"""
