"""Many providers at once: the same tree over arrays, what a change does, and the same tree as SQL."""
