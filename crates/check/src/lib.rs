//! The guideline's questions, one file each, and the guidelines that ask them.
