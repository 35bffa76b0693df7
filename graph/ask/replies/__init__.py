"""What is said to who asked beside the answer: refusals, other readings, what is left out, neighbouring questions."""
