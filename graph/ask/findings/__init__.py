"""What the catalogue's rows say to a question: each module picks, orders or judges them for one matter."""
