//! Stories of memory, each told on SQLite and on PostgreSQL.

mod backup;
mod basis;
mod finding;
mod frozen;
mod journal;
mod publication;
mod scope;
mod search;
mod tree;
mod world;
mod writer;
