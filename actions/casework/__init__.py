"""What staff do about cases and in conversations. Each step is kept in the history and the audit log."""
