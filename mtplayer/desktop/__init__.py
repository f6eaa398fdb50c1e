"""The desktop around us: media keys, MPRIS, single instance, notifications."""
