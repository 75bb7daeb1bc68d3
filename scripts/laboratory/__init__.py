"""The experiments of scripts/lab, each in a package of its own, and what they share.

programs runs Attune and others, rows keeps the measurements, pages writes them as Markdown, charts draws them, tasks knows what
is left to measure, significance has the statistics, prompts the clips that most experiments use.
"""
