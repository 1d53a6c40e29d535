"""A lesson beside the program: its words, tasks that check themselves, questions."""
