"""Training and test pictures: drawings by several hands, their classes, near copies, and splits."""
