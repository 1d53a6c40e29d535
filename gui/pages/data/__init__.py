"""The Data page: where the rows come from, what each column is for, how they are split."""
