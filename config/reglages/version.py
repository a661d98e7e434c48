"""The release, said by the API, the pages and the keys of what is kept."""

VERSION = "0.1.0"
