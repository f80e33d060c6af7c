// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Cuts a stream of BibTeX into its entries without reading them: "@type{...}" and "@type(...)". What stands
// between entries is a comment, as in BibTeX, and so is "@comment{...}" with all that is in it. An entry
// that never closes ends where a line begins with the next one, so that a forgotten brace costs one
// entry and not the rest of the file.

#ifndef BROADSHEET_FORMATS_BIBTEX_ENTRIES_H_
#define BROADSHEET_FORMATS_BIBTEX_ENTRIES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::formats {

struct BibtexChunk {
  std::uint64_t line = 0;  // of its "@", from 1
  std::string_view text;   // from "@" to the closing bracket; valid until the next byte
  bool closed = false;     // else it was cut off by the next entry or the end of the document
  bool too_long = false;   // longer than kRecordBytesMax: text is its beginning
};

// Confined to one thread. Needs the memory of one entry.
class BibtexEntries {
 public:
  // Takes the next byte. True if an entry ended, which chunk() then shows.
  bool push(char byte);
  // At the end of the document: true if an entry or a comment was not closed.
  bool finish();
  const BibtexChunk& chunk() const { return chunk_; }

 private:
  enum class State : std::uint8_t { kOutside, kType, kEntry, kComment };

  void begin_type();
  void push_type(char byte);
  void open(std::string_view type, char bracket);
  bool push_inside(char byte);
  bool next_entry_begins(char byte);
  bool closes(char byte);
  void keep(char byte);
  bool end(bool closed);

  State state_ = State::kOutside;
  std::uint64_t line_ = 1;        // of the next byte
  std::uint64_t begin_line_ = 0;  // of the entry at hand
  bool line_begins_ = true;
  bool after_return_ = false;  // the byte before was CR
  char closer_ = '}';
  std::uint64_t depth_ = 0;  // of braces inside the entry
  bool in_quotes_ = false;   // of an entry in parentheses, which may hold a ")"
  bool dropping_ = false;
  std::string kept_;
  std::string start_;  // "@type" at the beginning of a line inside an entry: perhaps the next one
  std::string ended_;
  BibtexChunk chunk_;
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_ENTRIES_H_
