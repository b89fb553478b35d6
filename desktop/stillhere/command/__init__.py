"""The command line: the window's equal for scripts, hotkeys and people who like terminals.

No verb holds a rule; each calls the home and tells what came of it, as sentences of the catalogue or as one
JSON document. The field names of those documents are a contract that tests hold.
"""
