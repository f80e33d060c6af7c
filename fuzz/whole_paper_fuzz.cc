// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers in our own format of OAI-PMH: any bytes are read or rejected, whole or in pieces, and what was read
// is written and read again without loss.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/test_sink.h"
#include "formats/whole_paper.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

std::string in_answer(const std::string& paper) {
  return "<OAI-PMH><GetRecord><record><header><identifier>oai:a.example:b</identifier></header><metadata>" +
         paper + "</metadata></record></GetRecord></OAI-PMH>";
}

std::string written(const TestSink& sink) {
  WholePaper paper;
  paper.id = "arxiv:2608.01234";
  for (const SourceRecord& record : sink.records) {
    CHECK(broken_rule(record).empty());
    CHECK(!record.source.empty() && !record.key.empty());
    // A withdrawal is a part of its record.
    if (record.deleted) continue;
    WholeRecord whole;
    whole.now.record = record;
    paper.records.push_back(std::move(whole));
  }
  return write_whole_paper(paper, "https://papers.example/whole-paper.xsd");
}

}  // namespace
}  // namespace broadsheet::formats

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::formats;
  const std::string_view document(reinterpret_cast<const char*>(data), size);
  const TestSink whole = read_document(Format::kOaiPmh, document);
  CHECK(whole.transcript() == read_document(Format::kOaiPmh, document, {}, 1).transcript());
  const std::string paper = written(whole);
  CHECK(broadsheet::text::is_valid_utf8(paper));
  if (paper.find("<record") == std::string::npos || paper.size() > kRecordBytesMax / 2) return 0;
  const TestSink again = read_document(Format::kOaiPmh, in_answer(paper));
  CHECK(again.error.empty() && again.rejects.empty());
  CHECK(written(again) == paper);
  return 0;
}
