# guideline
