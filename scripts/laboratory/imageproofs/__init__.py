"""Experiments that show what transfer pays on pictures, as rows of docs/results/proof-images.json."""
