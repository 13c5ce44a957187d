"""What the pages of the documents show: the list, one document, one save, one revision, two versions compared."""
