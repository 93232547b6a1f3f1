//! Verbs: load, decide, record. The only writer; owns clock and ids.
