"""What assistants may ask of the goals: answered with what pages and the export say, and nothing else."""
