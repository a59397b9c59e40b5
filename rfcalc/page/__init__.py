"""What answers are made of: titles, texts, tables, notes and figures, and how their values are spelled."""
