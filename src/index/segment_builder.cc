// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/segment_builder.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "index/limits.h"
#include "index/segment_layout.h"

namespace broadsheet::index {
namespace {

InvertedFieldOptions options_of(const FieldSpec& field) {
  InvertedFieldOptions options;
  options.frequencies = field.frequencies || field.positions;
  options.positions = field.positions;
  options.k1 = field.k1;
  options.b = field.b;
  return options;
}

template <typename T>
void append_array(SectionFileWriter& writer, std::string_view name, const std::vector<T>& values) {
  writer.begin_section(name);
  writer.append(values.data(), values.size() * sizeof(T));
  writer.end_section();
}

void append_header_and_keys(SectionFileWriter& writer, const Schema& schema,
                            const std::vector<std::uint32_t>& keys) {
  const SegmentHeader header{static_cast<std::uint32_t>(keys.size()),
                             static_cast<std::uint32_t>(schema.fields.size()),
                             static_cast<std::uint32_t>(schema.columns.size()), 0};
  writer.begin_section(kSegmentSection);
  writer.append(&header, sizeof(header));
  writer.end_section();
  append_array(writer, kKeysSection, keys);
  std::vector<std::uint32_t> order;
  if (!std::is_sorted(keys.begin(), keys.end())) {
    order.resize(keys.size());
    std::iota(order.begin(), order.end(), 0);
    // Keys given twice (the former document is then deleted) keep their order.
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
  }
  append_array(writer, kKeyOrderSection, order);
}

Result<WrittenFile> finish_file(SectionFileWriter& writer) {
  WrittenFile written;
  TRY(written.size_bytes, writer.finish());
  written.identity = writer.identity();
  return written;
}

// Where each input's documents go.
struct MergePlan {
  std::vector<std::vector<std::uint32_t>> doc_maps;              // kNoDoc for those that vanish
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sources;  // (input, document) of each new document
  std::vector<std::uint32_t> keys;
};

MergePlan plan_merge(std::span<const SegmentInput> inputs) {
  MergePlan plan;
  for (std::uint32_t i = 0; i < inputs.size(); ++i) {
    const Segment& segment = *inputs[i].segment;
    plan.doc_maps.emplace_back(segment.doc_count(), kNoDoc);
    for (std::uint32_t doc = 0; doc < segment.doc_count(); ++doc) {
      if (inputs[i].deletes == nullptr || inputs[i].deletes->is_live(doc)) plan.sources.emplace_back(i, doc);
    }
  }
  const auto key_of = [&](const std::pair<std::uint32_t, std::uint32_t>& source) {
    return inputs[source.first].segment->keys()[source.second];
  };
  std::stable_sort(plan.sources.begin(), plan.sources.end(),
                   [&](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
  plan.keys.reserve(plan.sources.size());
  for (std::uint32_t doc = 0; doc < plan.sources.size(); ++doc) {
    const auto& [input, old_doc] = plan.sources[doc];
    plan.doc_maps[input][old_doc] = doc;
    plan.keys.push_back(key_of(plan.sources[doc]));
  }
  return plan;
}

Result<void> merge_column(std::span<const SegmentInput> inputs, const MergePlan& plan, ColumnId column,
                          ColumnKind kind, SectionFileWriter& writer) {
  if (kind == ColumnKind::kNumber) {
    std::vector<NumberColumn> columns;
    for (const SegmentInput& input : inputs) {
      TRY(const NumberColumn numbers, input.segment->numbers(column));
      columns.push_back(numbers);
    }
    std::vector<std::int32_t> merged;
    merged.reserve(plan.sources.size());
    for (const auto& [input, doc] : plan.sources) merged.push_back(columns[input][doc]);
    append_array(writer, column_section(column), merged);
    return {};
  }
  std::vector<KeywordColumn> columns;
  for (const SegmentInput& input : inputs) {
    TRY(const KeywordColumn keywords, input.segment->keywords(column));
    columns.push_back(keywords);
  }
  KeywordColumnBuilder builder;
  for (const auto& [input, doc] : plan.sources) {
    for (const std::uint32_t ordinal : columns[input].ordinals(doc))
      builder.add(columns[input].value(ordinal));
    builder.end_document();
  }
  builder.finish(writer, column_section(column));
  return {};
}

}  // namespace

SegmentBuilder::SegmentBuilder(const Schema& schema) : schema_(schema) {
  reset();
}

void SegmentBuilder::reset() {
  keys_.clear();
  fields_.clear();
  for (const FieldSpec& field : schema_.fields) fields_.emplace_back(options_of(field));
  columns_ = std::vector<Column>(schema_.columns.size());
}

std::uint32_t SegmentBuilder::add(const Document& document) {
  CHECK(keys_.size() < kSegmentDocsMax);
  const auto doc = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back(document.key().value());
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    const auto field = static_cast<FieldId>(f);
    const std::span<const Document::Token> tokens = document.tokens(field);
    if (tokens.empty() && !document.length(field)) continue;
    fields_[f].begin_document(doc);
    for (const Document::Token& token : tokens) fields_[f].add(document.text(token), token.position);
    if (const auto length = document.length(field)) {
      fields_[f].end_document(*length);
    } else {
      fields_[f].end_document();
    }
  }
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto column = static_cast<ColumnId>(c);
    if (schema_.columns[c].kind == ColumnKind::kNumber) {
      columns_[c].numbers.push_back(document.number(column));
      continue;
    }
    for (const Document::Token& token : document.keywords(column))
      columns_[c].keywords.add(document.text(token));
    columns_[c].keywords.end_document();
  }
  return doc;
}

std::size_t SegmentBuilder::bytes() const {
  std::size_t bytes = keys_.capacity() * sizeof(keys_[0]);
  for (const InvertedFieldBuilder& field : fields_) bytes += field.bytes();
  for (const Column& column : columns_) {
    bytes += column.numbers.capacity() * sizeof(std::int32_t) + column.keywords.bytes();
  }
  return bytes;
}

Result<WrittenFile> SegmentBuilder::finish(const std::string& path) {
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kSegmentKind, kSegmentVersion));
  append_header_and_keys(writer, schema_, keys_);
  for (std::size_t f = 0; f < fields_.size(); ++f) fields_[f].finish(writer, field_prefix(f), doc_count());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (schema_.columns[c].kind == ColumnKind::kNumber) {
      append_array(writer, column_section(c), columns_[c].numbers);
    } else {
      columns_[c].keywords.finish(writer, column_section(c));
    }
  }
  reset();
  return finish_file(writer);
}

Result<WrittenFile> merge_segments(std::span<const SegmentInput> inputs, const Schema& schema,
                                   const std::string& path) {
  const MergePlan plan = plan_merge(inputs);
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kSegmentKind, kSegmentVersion));
  append_header_and_keys(writer, schema, plan.keys);
  for (std::size_t f = 0; f < schema.fields.size(); ++f) {
    std::vector<MergeInput> fields;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const InvertedField* field = inputs[i].segment->fields()[f];
      if (field != nullptr) fields.push_back({field, plan.doc_maps[i], &inputs[i].segment->file()});
    }
    TRY_VOID(merge_inverted_fields(fields, options_of(schema.fields[f]),
                                   static_cast<std::uint32_t>(plan.keys.size()), writer, field_prefix(f)));
  }
  for (std::size_t c = 0; c < schema.columns.size(); ++c) {
    TRY_VOID(merge_column(inputs, plan, static_cast<ColumnId>(c), schema.columns[c].kind, writer));
  }
  for (const SegmentInput& input : inputs) {
    input.segment->file().release_pages();
    if (input.segment->file().damaged()) {
      return Error(ErrorCode::kDamaged, input.segment->file().path() + ": not as it was written");
    }
  }
  return finish_file(writer);
}

}  // namespace broadsheet::index
