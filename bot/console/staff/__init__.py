"""The pages of staff: login, logout, the viewer's account and the members."""
