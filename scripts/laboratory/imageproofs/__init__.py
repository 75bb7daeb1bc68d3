"""Experiments on the gain from transfer for pictures, as rows of docs/results/proof-images.json."""
