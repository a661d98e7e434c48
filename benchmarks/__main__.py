"""Run every benchmark: ``python -m benchmarks``."""

from __future__ import annotations

from benchmarks import administration, api_liste, echelle, publication, recherche

if __name__ == "__main__":
    for banc in (recherche, publication, api_liste, echelle, administration):
        banc.main([])
