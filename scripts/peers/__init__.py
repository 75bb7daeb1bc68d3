"""Other recognisers, measured on the same clips."""
