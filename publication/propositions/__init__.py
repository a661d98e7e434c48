"""Proposals: how they are compared with the sheet, told, and asked for."""
