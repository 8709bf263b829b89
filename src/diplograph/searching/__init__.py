"""Finding nodes by name: in any language, spelling and transliteration, and with slips of the pen."""
