"""Backups of all data: what a folder holds, and the commands that write it and bring it back."""
