"""What the program costs, beside what it would have to cost at least, and beside what people use today."""
