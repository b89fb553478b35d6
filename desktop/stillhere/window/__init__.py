"""The window: one face of Still Here, a process of its own, gone when closed.

It shows what `Home` says and asks `Home` to act; it holds no rule.
"""
