// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0
//! Builds one segment from a token file.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, STORED};
use tantivy::{Index, IndexBuilder, IndexWriter, SingleSegmentIndexWriter, TantivyDocument};

use crate::{ID, TEXT};

const MEMORY_BYTES: usize = 512 << 20;

pub fn run(tokens: &Path, index: &Path, threads: usize) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    // "whitespace" is Tantivy's name for splitting at blanks and nothing more.
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field(TEXT, TextOptions::default().set_indexing_options(indexing));
    let id = schema.add_text_field(ID, STORED);
    let schema = schema.build();
    if index.exists() {
        std::fs::remove_dir_all(index)?;
    }
    std::fs::create_dir_all(index)?;

    let lines = Lines { reader: BufReader::with_capacity(1 << 20, File::open(tokens)?), text, id };
    let builder = IndexBuilder::new().schema(schema);
    if threads == 1 {
        let directory = MmapDirectory::open(index)?;
        let mut writer: SingleSegmentIndexWriter = builder.single_segment_index_writer(directory, MEMORY_BYTES)?;
        for document in lines {
            writer.add_document(document?)?;
        }
        writer.finalize()?;
        return Ok(());
    }
    build_on_threads(&builder.create_in_dir(index)?, lines, threads)
}

fn build_on_threads(index: &Index, lines: Lines, threads: usize) -> Result<(), Box<dyn Error>> {
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, MEMORY_BYTES * threads)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for document in lines {
        writer.add_document(document?)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(())
}

/// The documents of a token file.
struct Lines {
    reader: BufReader<File>,
    text: Field,
    id: Field,
}

impl Iterator for Lines {
    type Item = std::io::Result<TantivyDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = String::new();
        match self.reader.read_line(&mut line) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return Some(Err(error)),
        }
        let (id, text) = line.trim_end_matches('\n').split_once('\t')?;
        let mut document = TantivyDocument::new();
        document.add_text(self.id, id);
        document.add_text(self.text, text);
        Some(Ok(document))
    }
}
