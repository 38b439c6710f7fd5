"""The slice as the users of other engines would write it, and as plain Python."""
