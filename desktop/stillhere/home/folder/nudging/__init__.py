"""Carriers that can be asked, on this computer, to look at a new file at once: one module for each.

Syncthing alone has such a door. Dropbox, OneDrive, Google Drive and iCloud Drive have none, and hear of a new
file from the system; Nextcloud's local socket tells how files are doing and takes no order to synchronise;
Resilio's needs a key that its maker gives out; drives need none.
"""
