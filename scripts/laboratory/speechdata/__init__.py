"""What the corpus scripts share: spoken English as plain letters, and manifests on disk."""
