"""Files that come in: read whatever their shape, checked cell by cell, reported line by line."""
