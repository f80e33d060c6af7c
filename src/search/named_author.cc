// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/named_author.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/limits.h"
#include "search/schema.h"

namespace broadsheet::search {
namespace {

bool is_plain_word(const Node& node) {
  return node.kind == NodeKind::kWord && node.field == QueryField::kAnywhere &&
         node.occur == Presence::kShould;
}

bool is_filter(const Node& node) {
  return node.kind == NodeKind::kKeyword || node.kind == NodeKind::kCategory || node.kind == NodeKind::kDate;
}

// A word of the query, and what of it stands in names.
struct Word {
  const Node* node = nullptr;
  std::string folded;      // "jean luc" of "Jean-Luc"
  bool in_a_name = false;  // all of it stands in names
  bool is_namely = false;  // and part of it nearly as often as in texts
};

class NameFinder {
 public:
  explicit NameFinder(const NameQuestion& question) : question_(question) {}

  Result<std::optional<NamedAuthor>> find(const Query& query) {
    if (!read(query.root())) return std::optional<NamedAuthor>();
    for (std::size_t length = std::min(words_.size(), kNamedWordsMax); length > 0; --length) {
      if (length == 1 && words_.size() > 1) break;
      for (std::size_t begin = 0; begin + length <= words_.size(); ++begin) {
        TRY(std::optional<DocSet> papers, papers_of(begin, length));
        if (papers) return std::optional(named(begin, length, *std::move(papers)));
      }
    }
    return std::optional<NamedAuthor>();
  }

 private:
  // False where the query is not of the kind that can name somebody.
  bool read(const Node& root) {
    for (const Node& child : root.children) {
      if (is_filter(child)) continue;
      if (!is_plain_word(child) || words_.size() == kNamingWordsMax) return false;
      words_.push_back(word_of(child));
    }
    return !words_.empty();
  }

  Word word_of(const Node& node) const {
    Word word{.node = &node, .folded = {}, .in_a_name = true};
    for (const text::Token& token : question_.analyzer.tokens(node.text)) {
      if (!word.folded.empty()) word.folded += ' ';
      word.folded += token.folded;
      const std::uint64_t in_names = papers_with(question_.places.author, token.folded);
      word.in_a_name = word.in_a_name && in_names > 0;
      if (!word.in_a_name) break;
      constexpr std::uint64_t kOftenerInTexts = 4;
      const std::uint64_t in_texts = papers_with(question_.places.exact, token.folded);
      word.is_namely = word.is_namely || in_names * kOftenerInTexts >= in_texts;
    }
    word.in_a_name = word.in_a_name && !word.folded.empty();
    return word;
  }

  std::uint64_t papers_with(FieldId field, std::string_view folded) const {
    std::uint64_t papers = 0;
    for (const index::SegmentView& segment : question_.snapshot.segments()) {
      const index::InvertedField* inverted = segment.fields[field];
      const auto info = inverted != nullptr ? inverted->find(folded) : std::nullopt;
      if (info) papers += info->df;
    }
    return papers;
  }

  // Of authors whose name these words are; none where they are none.
  Result<std::optional<DocSet>> papers_of(std::size_t begin, std::size_t length) const {
    std::string name;
    bool is_namely = false;
    for (std::size_t i = begin; i < begin + length; ++i) {
      if (!words_[i].in_a_name) return std::optional<DocSet>();
      is_namely = is_namely || words_[i].is_namely;
      name += (name.empty() ? "" : " ") + words_[i].folded;
    }
    // "of the" stands in names of collaborations, and looking for it in all texts takes long.
    if (!is_namely) return std::optional<DocSet>();
    TRY(std::optional<DocSet> by, matching("author:\"" + name + "\""));
    if (!by) return by;
    if (length == 1) keep_surnames(words_[begin].folded, *by);
    TRY(const std::optional<DocSet> about, matching("title:\"" + name + "\" OR abstract:\"" + name + "\""));
    if (by->count() <= (about ? about->count() : 0)) return std::optional<DocSet>();
    return by;
  }

  // A given name alone names nobody, and "adam" is a method more often than a person.
  void keep_surnames(const std::string& word, DocSet& set) const {
    std::vector<std::uint32_t> positions;
    for (std::size_t s = 0; s < set.segments(); ++s) {
      const index::InvertedField* names = question_.snapshot.segments()[s].fields[question_.places.author];
      const std::optional<index::TermInfo> info = names != nullptr ? names->find(word) : std::nullopt;
      if (!info) continue;
      index::PostingCursor cursor(names->postings(*info));
      std::vector<std::uint32_t> others;
      set.for_each_in(s, [&](std::uint32_t doc) {
        positions.clear();
        if (cursor.seek(doc) == doc) cursor.positions(positions);
        const auto is_surname = [](std::uint32_t position) { return position % kAuthorStride != 0; };
        if (std::ranges::none_of(positions, is_surname)) others.push_back(doc);
      });
      for (const std::uint32_t doc : others) set.remove(s, doc);
    }
  }

  // Folded words hold no sign that the query language knows.
  Result<std::optional<DocSet>> matching(const std::string& text) const {
    TRY(const Query query, Query::parse(text));
    TRY(Allowed allowed, question_.constraints.evaluate(query));
    return std::move(allowed.set);
  }

  NamedAuthor named(std::size_t begin, std::size_t length, DocSet papers) const {
    NamedAuthor author{.name = {}, .papers = std::move(papers), .rest = {}};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (i < begin || i >= begin + length) {
        author.rest.children.push_back(*words_[i].node);
      } else {
        author.name += (author.name.empty() ? "" : " ") + words_[i].node->text;
      }
    }
    return author;
  }

  const NameQuestion& question_;
  std::vector<Word> words_;
};

}  // namespace

Result<std::optional<NamedAuthor>> named_author(const Query& query, const NameQuestion& question) {
  return NameFinder(question).find(query);
}

}  // namespace broadsheet::search
