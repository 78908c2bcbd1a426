"""The pages of staff: login, logout, the own account and the members."""
