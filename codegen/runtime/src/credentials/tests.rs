//! Every provider against an invented world: no variable, file or network of the machine is touched.

mod cached;
mod cli;
mod default;
mod file;
mod secrets;
mod services;
mod sts;
mod world;
