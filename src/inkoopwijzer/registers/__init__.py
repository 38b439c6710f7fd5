"""Registers and claims as they arrive: read strictly, all or nothing, kept with the day on which they were known."""
