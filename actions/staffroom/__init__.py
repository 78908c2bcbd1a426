"""Staff who answer in a group of Telegram: the room, its members, a topic a customer, both ways between."""
