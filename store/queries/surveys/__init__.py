"""Queries for invitations, responses and scores."""
