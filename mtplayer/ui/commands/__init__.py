"""What can be done, and the menus, keys and buttons that offer it."""
