"""Files that are sent with answers: which are taken, where they are kept, and how they travel with a set."""
