"""The resident face: an icon, its menu and gentle notifications.

Law: nothing here imports Qt but `qt`; pystray and Pillow are imported nowhere else. This file imports
nothing, so that importing one part never loads another.
"""
