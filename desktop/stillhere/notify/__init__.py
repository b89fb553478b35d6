"""What is told gently, on every desktop: notes, their words, and the ways to show them. Faces share it.

It knows nothing of homes: a face hands in what to tell and how its person wants to be told.
"""
