"""Shared by the corpus scripts: spoken English as plain letters, and manifests on disk."""
