"""`python -m stillhere` is the command `stillhere`.

Law: it starts the command and holds no rule.
"""

if __name__ == "__main__":
    from stillhere.cli import program

    program()
