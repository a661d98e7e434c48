"""Alerts by e-mail: the search that one follows, what has changed in it, the messages."""
