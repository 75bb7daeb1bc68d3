"""Experiments on the gain from transfer for speech, as rows of docs/results/proof.json."""
