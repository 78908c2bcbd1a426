"""The pages of conversations: the list, the transcript, replies, notes and attachments."""
