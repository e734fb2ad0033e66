"""What a .docx is made of: paragraphs, tables, numbering and styles, each as Word prints it."""
