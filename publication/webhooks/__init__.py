"""What partners are told when public sheets change: how it is written, signed, and sent."""
