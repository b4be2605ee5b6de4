//! disclint
fn main() {}
