//! Documents in and out: bytes to programme, programme to bytes. Pure: no disk, no clock.

pub mod intake;
pub mod official;
pub mod review;
