"""The recoupment room: who gets what at which gross."""
