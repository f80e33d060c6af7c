// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The engine bench: the index and its scorers alone, on tokens that were made elsewhere, so that engines can
// be compared on the same work (docs/bench/engines.md).
//
//   engine build TOKENS INDEX THREADS
//   engine search INDEX QUERIES MODE OUT WARM PASSES

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/result.h"
#include "index/collection.h"
#include "index/inverted_field.h"
#include "index/section_file.h"
#include "search/topk.h"

namespace broadsheet {
namespace {

constexpr std::string_view kKind = "bench";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kQueriesBytesMax = std::size_t{256} << 20;
constexpr std::string_view kField = "f.";
constexpr index::InvertedFieldOptions kOptions{.positions = true, .k1 = 0.9, .b = 0.4};

std::string segment_path(const std::string& index, std::size_t part) {
  return index + "/segment." + std::to_string(part);
}

// Calls visit(token) for each run of non-blanks.
template <typename Visit>
void for_each_token(std::string_view text, Visit&& visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

// Lines of `text` from `at` on: the line without its end, and moves behind it.
std::string_view next_line(std::string_view text, std::size_t& at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::string_view line = text.substr(at, end - at);
  at = end + 1;
  return line;
}

void write_ids(index::SectionFileWriter& writer, const std::vector<std::string_view>& ids) {
  std::string bytes;
  for (const std::string_view id : ids) {
    append_varint(bytes, id.size());
    bytes.append(id);
  }
  writer.begin_section("ids");
  writer.append(bytes.data(), bytes.size());
  writer.end_section();
}

// Writes one segment from whole lines.
Result<void> build_part(std::string_view lines, const std::string& path) {
  index::InvertedFieldBuilder builder(kOptions);
  std::vector<std::string_view> ids;
  for (std::size_t at = 0; at < lines.size();) {
    const std::string_view line = next_line(lines, at);
    const std::size_t tab = std::min(line.find('\t'), line.size());
    builder.begin_document(static_cast<std::uint32_t>(ids.size()));
    ids.push_back(line.substr(0, tab));
    std::uint32_t position = 0;
    for_each_token(line.substr(std::min(tab + 1, line.size())),
                   [&](std::string_view token) { builder.add(token, position++); });
    builder.end_document();
  }
  TRY(auto writer, index::SectionFileWriter::create(path, kKind, kVersion));
  builder.finish(writer, kField, static_cast<std::uint32_t>(ids.size()));
  write_ids(writer, ids);
  TRY([[maybe_unused]] const std::uint64_t size, writer.finish());
  return {};
}

struct Part {
  std::unique_ptr<index::SectionFile> file;
  std::unique_ptr<index::InvertedField> field;
  std::vector<std::string_view> ids;
};

Result<Part> open_part(const std::string& path) {
  Part part;
  TRY(part.file, index::SectionFile::open(path, kKind, kVersion));
  TRY(part.field, index::InvertedField::open(*part.file, kField));
  TRY(const index::Section ids, part.file->section("ids"));
  if (!ids.verify(0, ids.size())) return Error(ErrorCode::kDamaged, path + ": ids");
  ByteReader reader(ids.data(), ids.size());
  while (reader.remaining() > 0) part.ids.push_back(reader.read_string());
  if (part.ids.size() != part.field->doc_count()) return Error(ErrorCode::kDamaged, path + ": ids");
  return part;
}

Result<void> merge_parts(const std::string& index, std::size_t count) {
  std::vector<Part> parts;
  std::vector<std::vector<std::uint32_t>> maps;
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(Part part, open_part(segment_path(index, i + 1)));
    auto& map = maps.emplace_back(part.ids.size());
    for (std::size_t d = 0; d < map.size(); ++d) map[d] = static_cast<std::uint32_t>(ids.size() + d);
    ids.insert(ids.end(), part.ids.begin(), part.ids.end());
    parts.push_back(std::move(part));
  }
  std::vector<index::MergeInput> inputs;
  for (std::size_t i = 0; i < count; ++i) inputs.push_back({parts[i].field.get(), maps[i]});
  TRY(auto writer, index::SectionFileWriter::create(segment_path(index, 0), kKind, kVersion));
  TRY_VOID(
      index::merge_inverted_fields(inputs, kOptions, static_cast<std::uint32_t>(ids.size()), writer, kField));
  write_ids(writer, ids);
  TRY([[maybe_unused]] const std::uint64_t size, writer.finish());
  for (std::size_t i = 0; i < count; ++i) TRY_VOID(remove_all(segment_path(index, i + 1)));
  return {};
}

Result<void> build(const std::string& tokens, const std::string& index, std::size_t threads) {
  TRY(const MappedFile file, MappedFile::open(tokens));
  TRY_VOID(remove_all(index));
  TRY_VOID(make_folder(index));
  const std::string_view text = as_string_view(file.bytes());
  if (threads <= 1) return build_part(text, segment_path(index, 0));
  std::vector<Result<void>> results(threads);
  std::vector<std::thread> workers;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < threads; ++i) {
    std::size_t end = std::max(begin, text.size() / threads * (i + 1));
    end = i + 1 == threads ? text.size() : std::min(text.find('\n', end), text.size() - 1) + 1;
    workers.emplace_back([&results, &index, i, part = text.substr(begin, end - begin)] {
      results[i] = build_part(part, segment_path(index, i + 1));
    });
    begin = end;
  }
  for (std::thread& worker : workers) worker.join();
  for (Result<void>& result : results) TRY_VOID(std::move(result));
  return merge_parts(index, threads);
}

class Statistics : public index::CollectionStats {
 public:
  explicit Statistics(const index::InvertedField& field) : field_(field) {}
  std::uint64_t live_documents() const override { return field_.doc_count(); }
  std::uint64_t live_tokens(index::FieldId) const override { return field_.total_length(); }
  std::uint64_t live_df(index::FieldId, std::string_view, std::uint64_t df) const override { return df; }

 private:
  const index::InvertedField& field_;
};

struct Question {
  std::string class_name;
  std::string text;
};

// One mode's options, and the query object that is used again for each question.
class Asker {
 public:
  Asker(const Part& part, std::string_view mode) : part_(part), statistics_(*part.field) {
    options_.k = mode == "top100" ? 100 : mode == "top1000" ? 1000 : mode == "count" ? 0 : 10;
    options_.count = mode.ends_with("count") ? search::Count::kExact : search::Count::kNone;
    fields_ = {part.field.get()};
    view_.fields = fields_;
    view_.doc_count = part.field->doc_count();
    view_.file = part.file.get();
  }

  // From the query's string to (document, score) pairs.
  Result<search::TopDocs> ask(std::string_view op, std::string_view text) {
    const bool phrase = op == "phrase";
    const search::Occur occur = op == "or" ? search::Occur::kShould : search::Occur::kMust;
    std::size_t clauses = 0;
    std::size_t terms = 0;
    for_each_token(text, [&](std::string_view token) {
      if (!phrase || clauses == 0) {
        if (query_.clauses.size() == clauses) query_.clauses.emplace_back();
        search::Clause& added = query_.clauses[clauses++];
        added.occur = occur;
        added.match = phrase ? search::Match::kPhrase : search::Match::kAny;
        terms = 0;
      }
      search::Clause& clause = query_.clauses[clauses - 1];
      if (clause.terms.size() == terms) clause.terms.emplace_back();
      clause.terms[terms++].bytes = token;
      if (!phrase) clause.terms.resize(terms);
    });
    query_.clauses.resize(clauses);
    if (phrase && clauses > 0) query_.clauses[0].terms.resize(terms);
    return search::top_k({&view_, 1}, statistics_, query_, options_);
  }

 private:
  const Part& part_;
  Statistics statistics_;
  search::TopKOptions options_;
  std::vector<const index::InvertedField*> fields_;
  index::SegmentView view_;
  search::BooleanQuery query_;
};

Result<std::vector<Question>> read_questions(const std::string& path) {
  TRY(const std::string text, read_file(path, kQueriesBytesMax));
  std::vector<Question> questions;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = next_line(text, at);
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return Error(ErrorCode::kInvalid, path + ": a line without a tab");
    questions.push_back({std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
  }
  return questions;
}

void write_row(std::ostream& out, const Question& question, double us, const search::TopDocs& top,
               const Part& part) {
  char number[64];
  std::snprintf(number, sizeof number, "%.3f", us);
  out << question.class_name << '\t' << question.text << '\t' << number << '\t';
  for (std::size_t i = 0; i < top.hits.size(); ++i) out << (i > 0 ? "," : "") << part.ids[top.hits[i].doc];
  out << '\t' << top.total << '\t';
  for (std::size_t i = 0; i < top.hits.size(); ++i) {
    std::snprintf(number, sizeof number, "%s%.9g", i > 0 ? "," : "", top.hits[i].score);
    out << number;
  }
  out << '\n';
}

Result<void> search_all(const std::string& index, const std::string& queries, const std::string& mode,
                        const std::string& out_path, int warm, int passes) {
  TRY(const Part part, open_part(segment_path(index, 0)));
  TRY(const std::vector<Question> questions, read_questions(queries));
  Asker asker(part, mode);
  std::ofstream out(out_path);
  for (int pass = -warm; pass < passes; ++pass) {
    for (const Question& question : questions) {
      const std::string_view op =
          std::string_view(question.class_name).substr(0, question.class_name.find('.'));
      const auto start = std::chrono::steady_clock::now();
      TRY(const search::TopDocs top, asker.ask(op, question.text));
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
      if (pass >= 0) write_row(out, question, took.count(), top, part);
    }
  }
  out.close();
  if (!out) return Error(ErrorCode::kIo, out_path + ": cannot be written");
  return {};
}

Result<int> number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1000000) {
    return Error(ErrorCode::kInvalid, text + ": not a number");
  }
  return value;
}

Result<void> run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 4 && arguments[0] == "build") {
    TRY(const int threads, number(arguments[3]));
    return build(arguments[1], arguments[2], static_cast<std::size_t>(threads));
  }
  if (arguments.size() == 7 && arguments[0] == "search") {
    TRY(const int warm, number(arguments[5]));
    TRY(const int passes, number(arguments[6]));
    return search_all(arguments[1], arguments[2], arguments[3], arguments[4], warm, passes);
  }
  return Error(ErrorCode::kInvalid,
               "usage: engine build TOKENS INDEX THREADS\n"
               "       engine search INDEX QUERIES top10|top100|top1000|top10count|count OUT WARM PASSES");
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  const auto result = broadsheet::run(std::vector<std::string>(argv + 1, argv + argc));
  if (result.ok()) return 0;
  std::cerr << result.error().message() << '\n';
  return result.error().code() == broadsheet::ErrorCode::kInvalid ? 2 : 1;
}
