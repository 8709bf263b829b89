"""What everything stands on: errors, files, names of the field, EDTF dates."""
