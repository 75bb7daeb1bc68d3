"""What scripts/lab does: experiments, each in a package of its own, and what they share.

programs runs Attune and others, rows keeps what was measured, pages writes Markdown of it, charts draws it, tasks says what is
left to be measured and for how long, significance has the statistics, prompts the clips that most experiments listen to.
"""
