"""What words state: Arabic, tokens, sentences, dates, numbers, names. Knows no RDF."""
