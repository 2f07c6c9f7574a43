//! The command `gongkai`: arguments in, text out, by way of the library, which never sees a file.

mod cli;
mod ingest;
mod isolate;
mod read;

fn main() -> std::process::ExitCode {
    cli::run()
}
