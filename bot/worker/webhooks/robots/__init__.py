"""What each robot of a group is sent, and what its answers mean."""
