// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// All about a record that needs no database: what a second thread does while the first one writes.

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/digest.h"
#include "papers/paper_view.h"
#include "papers/record_keeper.h"
#include "papers/source_facts.h"
#include "text/normalize.h"

namespace broadsheet::papers {

struct RecordPreparer::State {
  struct Packers {
    explicit Packers(const std::optional<store::Dictionary>& dictionary)
        : paper(dictionary), payload(dictionary) {}
    store::PaperPacker paper;
    store::PayloadPacker payload;
  };
  text::Normalizer normalizer;
  std::map<std::string, Packers, std::less<>> packers;  // by source
  std::string facts;
};

RecordPreparer::RecordPreparer() : state_(std::make_unique<State>()) {}
RecordPreparer::~RecordPreparer() = default;

void RecordPreparer::use_dictionary(const store::Dictionary& dictionary) {
  state_->packers.insert_or_assign(dictionary.source, State::Packers(dictionary));
}

std::uint64_t content_hash_of(std::string_view facts, std::string_view raw) {
  return hash64(facts, hash64(raw));
}

PreparedRecord RecordPreparer::prepare(formats::SourceRecord&& record, std::string_view raw,
                                       std::string_view format) {
  encode_source_facts(record, state_->facts);
  return prepare(std::move(record), raw, state_->facts, format);
}

PreparedRecord RecordPreparer::prepare(formats::SourceRecord&& record, std::string_view raw,
                                       std::string_view facts, std::string_view format) {
  PreparedRecord prepared;
  prepared.format = format;
  prepared.content_hash = content_hash_of(facts, raw);
  prepared.evidence = make_evidence(record, state_->normalizer);
  prepared.encoded_evidence = encode_evidence(prepared.evidence);
  prepared.keys = matching_keys(prepared.evidence);
  prepared.id = record.ids.empty() ? own_id(record.source, record.key) : record.ids.front();

  State::Packers& packers = state_->packers.try_emplace(record.source, std::nullopt).first->second;
  packers.payload.pack(raw, facts, prepared.payload);
  prepared.payload_dictionary = packers.payload.dictionary();

  PaperSources sources;
  sources.ids = {prepared.id};
  if (record.votes) sources.votes = {{record.source, record.votes->upvotes, record.votes->observed_at}};
  sources.records.push_back(std::move(record));
  prepared.view = make_view(sources);
  prepared.record = std::move(sources.records.front());
  packers.paper.pack(prepared.view, prepared.packed_view);
  prepared.view_dictionary = packers.paper.dictionary();
  return prepared;
}

}  // namespace broadsheet::papers
