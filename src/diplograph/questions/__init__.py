"""The library of questions, their answers, why a statement holds, and search."""
