"""The national standards, in and out: SCDL « subventions » 2.1.1, « dispositif-aide » 0.2.0."""
