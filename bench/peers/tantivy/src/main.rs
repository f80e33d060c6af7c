// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0
//! The Tantivy peer of the engine bench. Its command line is that of our own engine.

mod build;
mod search;

use std::error::Error;
use std::path::Path;

const USAGE: &str = "tantivy-peer build TOKENS INDEX THREADS
tantivy-peer search INDEX QUERIES MODE OUT WARM PASSES";

/// The fields of the index: one that is searched, one that names the record.
pub const TEXT: &str = "text";
pub const ID: &str = "id";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["build", tokens, index, threads] => build::run(Path::new(tokens), Path::new(index), threads.parse()?),
        ["search", index, queries, mode, out, warm, passes] => search::run(
            Path::new(index),
            Path::new(queries),
            mode,
            Path::new(out),
            warm.parse()?,
            passes.parse()?,
        ),
        _ => {
            eprintln!("{USAGE}");
            std::process::exit(2);
        }
    }
}
