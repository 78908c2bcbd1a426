"""Surveys as other systems read them: definitions, invitations and answers."""
