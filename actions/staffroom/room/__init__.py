"""The group itself: its rights, codes and members, its pace, and how Huifang speaks in it."""
