"""The official geographic code: sources, reading and checking, and the authorities that follow from it."""
