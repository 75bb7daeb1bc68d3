"""Pictures to learn from and to test on: drawings of several hands, their classes, near copies, and which part each is in."""
