"""Values and rules. Pure: nothing here touches a disk, a clock, randomness, a log or a screen.

Whatever the couple may do, and what follows from it, is decided here once, so that every door
(tray, window, command) obeys the same rule. Time, randomness and ids come in as arguments.

What each start reads from the store is made of structs whose files go without the annotations of
``__future__``: those would be text, to be compiled and looked up field by field at every start.
"""
