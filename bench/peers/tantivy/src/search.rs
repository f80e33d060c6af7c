// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0
//! Answers a query file and times each query from its string to (document, score) pairs.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Index, ReloadPolicy, Score, Searcher, TantivyDocument, Term};

use crate::{ID, TEXT};

#[derive(Clone, Copy)]
enum Mode {
    Top(usize),
    TopAndCount(usize),
    Count,
}

struct Answer {
    found: Vec<(Score, DocAddress)>,
    hits: usize,
}

pub fn run(
    index: &Path,
    queries: &Path,
    mode: &str,
    out: &Path,
    warm: usize,
    passes: usize,
) -> Result<(), Box<dyn Error>> {
    let mode = match mode {
        "top10" => Mode::Top(10),
        "top100" => Mode::Top(100),
        "top1000" => Mode::Top(1000),
        "top10count" => Mode::TopAndCount(10),
        "count" => Mode::Count,
        _ => return Err(format!("unknown mode: {mode}").into()),
    };
    let index = Index::open_in_dir(index)?;
    let text = index.schema().get_field(TEXT)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let ids = ids(&searcher)?;
    let lines = std::fs::read_to_string(queries)?;
    let mut out = BufWriter::new(File::create(out)?);
    for pass in 0..warm + passes {
        for line in lines.lines() {
            let (class, words) = line.split_once('\t').ok_or("a query line has no tab")?;
            let start = Instant::now();
            let answer = answer(&searcher, text, class, words, mode)?;
            let took = start.elapsed();
            if pass >= warm {
                write_row(&mut out, line, took.as_secs_f64() * 1e6, &answer, &ids)?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn answer(searcher: &Searcher, text: Field, class: &str, words: &str, mode: Mode) -> tantivy::Result<Answer> {
    let query = query(text, class, words);
    Ok(match mode {
        Mode::Count => Answer { found: Vec::new(), hits: query.count(searcher)? },
        Mode::Top(depth) => {
            let found = searcher.search(&*query, &TopDocs::with_limit(depth).order_by_score())?;
            Answer { hits: found.len(), found }
        }
        Mode::TopAndCount(depth) => {
            let (found, hits) = searcher.search(&*query, &(TopDocs::with_limit(depth).order_by_score(), Count))?;
            Answer { found, hits }
        }
    })
}

fn query(text: Field, class: &str, words: &str) -> Box<dyn Query> {
    let terms = words.split(' ').map(|word| Term::from_field_text(text, word));
    let operator = class.split('.').next().unwrap_or("");
    let one = |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) };
    let all = |occur: Occur| -> Box<dyn Query> {
        Box::new(BooleanQuery::new(terms.clone().map(|term| (occur, one(term))).collect()))
    };
    match operator {
        "and" => all(Occur::Must),
        "or" => all(Occur::Should),
        "phrase" => Box::new(PhraseQuery::new(terms.collect())),
        _ => one(terms.clone().next().expect("split gives at least one word")),
    }
}

/// The record's name for each document of the one segment.
fn ids(searcher: &Searcher) -> Result<Vec<String>, Box<dyn Error>> {
    let segments = searcher.segment_readers();
    if segments.len() != 1 {
        return Err(format!("{} segments where one was expected", segments.len()).into());
    }
    let field = searcher.schema().get_field(ID)?;
    let store = segments[0].get_store_reader(10)?;
    let mut ids = Vec::with_capacity(segments[0].max_doc() as usize);
    for document in store.iter::<TantivyDocument>(None) {
        let document = document?;
        let id = document.get_first(field).and_then(|value| value.as_str().map(str::to_owned));
        ids.push(id.ok_or("a document without an id")?);
    }
    Ok(ids)
}

fn write_row(out: &mut impl Write, line: &str, us: f64, answer: &Answer, ids: &[String]) -> std::io::Result<()> {
    let names: Vec<&str> = answer.found.iter().map(|(_, at)| ids[at.doc_id as usize].as_str()).collect();
    let scores: Vec<String> = answer.found.iter().map(|(score, _)| score.to_string()).collect();
    writeln!(out, "{line}\t{us:.1}\t{}\t{}\t{}", names.join(","), answer.hits, scores.join(","))
}
