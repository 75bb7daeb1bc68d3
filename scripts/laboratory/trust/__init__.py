"""Attacks on Attune: damaged files, killed processes; what they found is in docs/results/trust.json and docs/trust.md."""
