"""Accounts: who enters, how they prove who they are, and the messages that they receive."""
