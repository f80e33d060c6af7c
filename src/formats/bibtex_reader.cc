// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_reader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "formats/bibtex_entries.h"
#include "formats/bibtex_entry.h"
#include "formats/bibtex_family.h"
#include "formats/bibtex_record.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "text/encodings.h"
#include "text/utf8.h"

namespace broadsheet::formats {

namespace {

// What stands behind the bracket of an entry that can't be read, as far as it is its key.
std::string key_in_broken_entry(std::string_view text) {
  std::size_t inside = 0;
  bibtex_type(text, inside);
  const std::string_view rest = text.substr(inside, kKeyBytesMax);
  const std::size_t end = rest.find_first_of(",={}\"\n");
  return end == std::string_view::npos || rest[end] != ',' ? std::string() : clean(rest.substr(0, end));
}

class BibtexReader final : public Reader {
 public:
  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    for (const char byte : bytes) {
      if (stopped_) return {};
      if (entries_.push(byte)) read_chunk(entries_.chunk(), sink);
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (stopped_) return {};
    if (entries_.finish()) read_chunk(entries_.chunk(), sink);
    release(sink);
    if (!any_ && !stopped_) sink.on_note("empty list");
    return {};
  }

 private:
  // A child whose parents have not all come yet.
  struct Held {
    BibtexEntry entry;
    std::size_t namesakes = 0;
    std::string raw;
    std::uint64_t line = 0;
  };

  void read_chunk(const BibtexChunk& chunk, RecordSink& sink) {
    if (chunk.too_long)
      return reject(chunk, fmt::format("record longer than {} bytes", kRecordBytesMax), sink);
    if (!chunk.closed) return reject(chunk, "the entry is not closed", sink);
    std::string decoded;
    std::string_view text = chunk.text;
    if (!text::is_valid_utf8(text)) text = decoded = text::decode_windows_1252_lines(text);
    std::size_t inside = 0;
    const std::string type = bibtex_type(text, inside);
    if (type == "preamble") return;
    if (type == "string") {
      if (std::string reason = read_bibtex_string(text, strings_); !reason.empty())
        reject(chunk, std::move(reason), sink);
      return;
    }
    BibtexEntry entry;
    if (std::string reason = read_bibtex_entry(text, strings_, entry); !reason.empty())
      return reject(chunk, std::move(reason), sink);
    const std::size_t namesakes = family_.add(entry);
    if (type == "xdata") return;
    if (BibtexFamily::is_child(entry) && !family_.knows_ancestors(entry)) {
      hold({std::move(entry), namesakes, std::string(chunk.text), chunk.line}, sink);
    } else {
      read_entry(entry, namesakes, chunk.text, chunk.line, sink);
    }
  }

  void hold(Held&& held, RecordSink& sink) {
    // The parsed entry is about as large as its text.
    held_bytes_ += sizeof(Held) + 2 * held.raw.size();
    held_.push_back(std::move(held));
    if (held_bytes_ > kHeldBytesMax) release(sink);
  }

  void release(RecordSink& sink) {
    for (Held& held : held_) {
      if (stopped_) break;
      read_entry(held.entry, held.namesakes, held.raw, held.line, sink);
    }
    held_.clear();
    held_bytes_ = 0;
  }

  void read_entry(BibtexEntry& entry, std::size_t namesakes, std::string_view raw, std::uint64_t line,
                  RecordSink& sink) {
    any_ = true;
    family_.inherit(entry);
    SourceRecord record;
    std::string reason = read_bibtex_record(entry, record);
    if (reason.empty() && namesakes > 0) {
      // A key that the file gives twice would let the second paper replace the first.
      record.key += fmt::format("#{}", namesakes + 1);
      reason = broken_rule(record);
    }
    if (reason.empty()) {
      sink.on_record(std::move(record), raw, Location{line, std::nullopt});
    } else {
      sink.on_reject({Location{line, std::nullopt}, clean(entry.key.substr(0, kKeyBytesMax)), reason});
    }
    stopped_ = sink.stopped();
  }

  void reject(const BibtexChunk& chunk, std::string reason, RecordSink& sink) {
    any_ = true;
    sink.on_reject({Location{chunk.line, std::nullopt}, key_in_broken_entry(chunk.text), std::move(reason)});
    stopped_ = sink.stopped();
  }

  BibtexEntries entries_;
  BibtexStrings strings_;
  BibtexFamily family_;
  std::vector<Held> held_;
  std::size_t held_bytes_ = 0;
  bool any_ = false;
  bool stopped_ = false;
};

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view take_while(std::string_view& text, bool (*is)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), is);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '+' || c == ':';
}

bool is_key_letter(char c) {
  return !is_blank(c) && std::string_view("{}(),=\"#%").find(c) == std::string_view::npos;
}

// "name =", which no other language has behind a key.
bool begins_with_field(std::string_view text) {
  take_while(text, is_blank);
  const bool named = !take_while(text, is_word_letter).empty();
  take_while(text, is_blank);
  return named && text.starts_with('=');
}

// With parentheses an entry looks like a call of other languages, "@name(value, key = 1)".
bool may_stand_in_parentheses(std::string_view type) {
  constexpr std::array<std::string_view, 10> kTypes{"article",       "book",      "inbook",    "incollection",
                                                    "inproceedings", "misc",      "phdthesis", "proceedings",
                                                    "string",        "techreport"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// "@type{key, name =", "@string{name =", "@preamble{" and "@comment{".
bool begins_with_entry(std::string_view text) {
  text.remove_prefix(1);
  const std::string type = ascii_lower(take_while(text, is_word_letter));
  take_while(text, is_blank);
  const bool opens = text.starts_with('{') || (text.starts_with('(') && may_stand_in_parentheses(type));
  if (type.empty() || !opens) return false;
  text.remove_prefix(1);
  if (type == "preamble" || type == "comment") return true;
  if (begins_with_field(text)) return true;
  take_while(text, is_blank);
  take_while(text, is_key_letter);
  take_while(text, is_blank);
  if (!text.starts_with(',')) return false;
  text.remove_prefix(1);
  return begins_with_field(text);
}

}  // namespace

// An entry at the beginning of a line. Comments may stand before it, so all of the head is looked through.
bool is_bibtex(const Head& head) {
  if (head.is_json() || head.text.starts_with('<')) return false;
  std::string_view rest = head.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = trim(rest.substr(0, end));
    if (line.starts_with('@') && begins_with_entry(rest.substr(rest.find('@')))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

std::unique_ptr<Reader> make_bibtex_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<BibtexReader>();
}

}  // namespace broadsheet::formats
