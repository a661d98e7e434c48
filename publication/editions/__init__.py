"""Full exports: everything public as it stood at one revision, in files that anyone may keep.

An edition is a folder of files and its manifest. One alone is kept; it is served only while nothing that it holds was
taken back from the public since.
"""
