"""One provider against one policy: the reference interpreter and its explanation."""
