"""Compares imported DeepSpeech models with TensorFlow and with DeepSpeech's client, and measures the full-size network."""
