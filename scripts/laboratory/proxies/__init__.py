"""Small networks by which the source model's input and training were chosen."""
