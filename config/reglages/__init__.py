"""Settings by subject, imported by ``config.settings``."""
