"""What people do, room by room, over one home: letters, devices, the kit, leaving, erasing."""
