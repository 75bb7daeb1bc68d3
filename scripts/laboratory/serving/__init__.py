"""A running `attune serve`, and clients of it: what the benchmark and the soak of the server share."""
