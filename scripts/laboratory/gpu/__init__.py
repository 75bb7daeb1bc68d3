"""Checks the GPU path. Start it with scripts/lab gpu."""
