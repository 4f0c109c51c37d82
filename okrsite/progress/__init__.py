"""The numbers: progress, expectation, status, grades, contribution; each result carries its explanation."""
