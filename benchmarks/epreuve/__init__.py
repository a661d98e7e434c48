"""Schemathesis on the API: every check, on every operation that our OpenAPI document describes."""
