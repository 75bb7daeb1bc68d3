"""Measures Attune against the programs it competes with. Start it with scripts/lab bench."""
