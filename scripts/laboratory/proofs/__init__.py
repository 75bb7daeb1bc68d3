"""Experiments that show what transfer pays for speech, as rows of docs/results/proof.json."""
