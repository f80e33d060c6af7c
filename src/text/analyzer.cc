// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Two ideas make this fast. Nearly every word of a scholarly text is plain ASCII between blanks: its end
// is found byte by byte in a table, without Unicode's rules. And nearly every word has been met
// before: its folded form and stem are remembered under its lower-case bytes in an open-addressing
// table, so that folding, plurals and the stemmer run once for each distinct word. What is not plain
// goes through scan_word() and fold_word(), which define the result.

#include "text/analyzer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <libstemmer.h>
#include <string>
#include <vector>

#include "base/check.h"
#include "text/fold.h"
#include "text/limits.h"
#include "text/utf8.h"
#include "text/word_scanner.h"

namespace broadsheet::text {
namespace {

enum class ByteClass : std::uint8_t {
  kSeparator,
  kWord,    // ASCII letter or digit
  kJoiner,  // may go on inside a word, or be part of it
  kWide,    // not ASCII
};

constexpr std::array<ByteClass, 256> byte_classes() {
  std::array<ByteClass, 256> classes{};
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = ByteClass::kWord;
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 0x20] = ByteClass::kWord;
  for (const char c : {'\'', '.', ',', ':', ';', '_', '+', '#'}) {
    classes[static_cast<unsigned char>(c)] = ByteClass::kJoiner;
  }
  for (std::size_t c = 0x80; c < 0x100; ++c) classes[c] = ByteClass::kWide;
  return classes;
}
constexpr std::array<ByteClass, 256> kClasses = byte_classes();

ByteClass class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

// Whether a joiner followed by this byte ends the word for certain. '+' and '#' may be its last byte.
bool joiner_ends_word(char joiner, char behind) {
  return joiner != '+' && joiner != '#' && joiner != '_' && class_of(behind) == ByteClass::kSeparator;
}

constexpr std::array<std::string_view, 33> kStopWords = {
    "a",   "an",    "and",  "are",   "as",    "at",   "be",   "but", "by",  "for",  "if",
    "in",  "into",  "is",   "it",    "no",    "not",  "of",   "on",  "or",  "such", "that",
    "the", "their", "then", "there", "these", "they", "this", "to",  "was", "will", "with"};
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

// The remembered forms of words, by the bytes of the word with ASCII letters in lower case.
class WordMemory {
 public:
  struct Word {
    std::string_view key;
    std::string_view folded;
    std::string_view stem;
    bool is_left_out = false;  // a stop word, or nothing is left of it
  };

  static std::uint64_t hash(std::string_view key) {
    std::uint64_t h = key.size() * kMultiplier;
    const char* bytes = key.data();
    std::size_t left = key.size();
    for (; left > 8; left -= 8, bytes += 8) h = mix(h, load(bytes, 8));
    return mix(h, load(bytes, left));
  }

  // The number of the word, or kUnknown.
  std::uint32_t find(std::string_view key, std::uint64_t key_hash) const {
    const auto tag = static_cast<std::uint32_t>(key_hash >> 32);
    for (std::size_t at = key_hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.word == kUnknown) return kUnknown;
      if (slot.tag == tag && words_[slot.word].key == key) return slot.word;
    }
  }

  std::uint32_t add(std::string_view key, std::uint64_t key_hash, std::string_view folded,
                    std::string_view stem, bool is_left_out) {
    if ((words_.size() + 1) * 2 > slots_.size()) grow();
    Word word;
    word.key = keep(key);
    word.folded = folded == key ? word.key : keep(folded);
    word.stem = stem == folded ? word.folded : keep(stem);
    word.is_left_out = is_left_out;
    const auto number = static_cast<std::uint32_t>(words_.size());
    words_.push_back(word);
    place(key_hash, number);
    return number;
  }

  const Word& operator[](std::uint32_t number) const { return words_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  bool is_full() const { return words_.size() >= kCachedWordsMax || kept_bytes_ >= kCachedBytesMax; }

  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t word = kUnknown;
  };
  static constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 16;

  static std::uint64_t load(const char* bytes, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, count);
    return word;
  }
  static std::uint64_t mix(std::uint64_t h, std::uint64_t word) {
    h = (h ^ word) * kMultiplier;
    return h ^ (h >> 29);
  }

  void place(std::uint64_t key_hash, std::uint32_t number) {
    std::size_t at = key_hash & mask_;
    while (slots_[at].word != kUnknown) at = (at + 1) & mask_;
    slots_[at] = {static_cast<std::uint32_t>(key_hash >> 32), number};
  }

  void grow() {
    slots_.assign(slots_.size() * 2, Slot{});
    mask_ = slots_.size() - 1;
    for (std::uint32_t i = 0; i < size(); ++i) place(hash(words_[i].key), i);
  }

  // Copies bytes to where they stay; chunks never move.
  std::string_view keep(std::string_view bytes) {
    if (bytes.size() > chunk_left_) {
      chunks_.push_back(std::make_unique<char[]>(kChunkBytes));
      chunk_left_ = kChunkBytes;
    }
    char* to = chunks_.back().get() + (kChunkBytes - chunk_left_);
    std::copy(bytes.begin(), bytes.end(), to);
    chunk_left_ -= bytes.size();
    kept_bytes_ += bytes.size();
    return {to, bytes.size()};
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t mask_ = 1023;
  std::vector<Word> words_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_left_ = 0;
  std::size_t kept_bytes_ = 0;
};

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

}  // namespace

struct Analyzer::Impl {
  explicit Impl(AnalyzerKind k) : kind(k) {
    stemmer.reset(sb_stemmer_new(kind == AnalyzerKind::kPlain ? "porter" : "english", "UTF_8"));
    CHECK(stemmer != nullptr);
  }

  std::span<const Token> analyze(std::string_view text);
  void emit(std::size_t begin, std::size_t end);
  void emit_word(const ScannedWord& word);
  std::uint32_t learn(std::string_view key, std::uint64_t key_hash);
  std::string_view stem_of(std::string_view word);

  AnalyzerKind kind;
  std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer;
  WordMemory memory;
  std::uint64_t generation = 1;
  std::string_view text;
  std::uint32_t position = 0;
  std::vector<Token> tokens;
};

std::string_view Analyzer::Impl::stem_of(std::string_view word) {
  const bool is_english = std::all_of(word.begin(), word.end(), [this](char c) {
    return class_of(c) == ByteClass::kWord ||
           (kind == AnalyzerKind::kPlain && static_cast<unsigned char>(c) < 0x80);
  });
  if (!is_english) return word;
  const sb_symbol* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr || sb_stemmer_length(stemmer.get()) == 0) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

std::uint32_t Analyzer::Impl::learn(std::string_view key, std::uint64_t key_hash) {
  if (kind == AnalyzerKind::kPlain) {
    std::string lower = lower_word(key);
    for (const std::string_view possessive : {"'s", "’s", "＇s"}) {
      if (lower.ends_with(possessive)) lower.resize(lower.size() - possessive.size());
    }
    const std::string_view cut = truncate_utf8(lower, kTokenBytesMax);
    const std::string stem(truncate_utf8(stem_of(cut), kTokenBytesMax));
    return memory.add(key, key_hash, stem, stem, cut.empty() || is_stop_word(cut));
  }
  const std::string full = fold_word(key);
  const std::string folded = fold_plural(truncate_utf8(full, kTokenBytesMax));
  const std::string stem(truncate_utf8(stem_of(folded), kTokenBytesMax));
  return memory.add(key, key_hash, folded, stem, folded.empty());
}

// The key is at most kTokenBytesMax bytes: one buffer holds it, and a form is never much longer.
void Analyzer::Impl::emit(std::size_t begin, std::size_t end) {
  std::array<char, kTokenBytesMax + 8> buffer;
  const std::string_view raw = truncate_utf8(text.substr(begin, end - begin), kTokenBytesMax);
  // The bit 0x20 makes letters lower case and leaves digits and joiners (but '_') as they are.
  std::size_t i = 0;
  bool is_plain = true;
  for (; i + 8 <= raw.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, raw.data() + i, 8);
    is_plain &= (word & 0x8080808080808080) == 0;
    word |= 0x2020202020202020;
    std::memcpy(buffer.data() + i, &word, 8);
  }
  for (; i < raw.size(); ++i) {
    is_plain &= static_cast<unsigned char>(raw[i]) < 0x80;
    buffer[i] = static_cast<char>(raw[i] | 0x20);
  }
  std::string_view key(buffer.data(), raw.size());
  if (!is_plain || raw.find('_') != std::string_view::npos) key = raw;
  const std::uint64_t key_hash = WordMemory::hash(key);
  std::uint32_t number = memory.find(key, key_hash);
  if (number == WordMemory::kUnknown) number = learn(key, key_hash);
  const WordMemory::Word& word = memory[number];
  if (word.is_left_out) return;
  tokens.push_back({position++, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), number,
                    word.folded, word.stem});
}

void Analyzer::Impl::emit_word(const ScannedWord& word) {
  if (!word.is_bigrams) return emit(word.begin, word.end);
  std::size_t first = word.begin;
  std::size_t second = first;
  decode_utf8(text, second);
  if (second >= word.end) return emit(word.begin, word.end);
  while (second < word.end) {
    std::size_t end = second;
    decode_utf8(text, end);
    emit(first, end);
    first = second;
    second = end;
  }
}

std::span<const Token> Analyzer::Impl::analyze(std::string_view whole) {
  if (memory.is_full()) {
    memory = WordMemory();
    ++generation;
  }
  tokens.clear();
  position = 0;
  text = truncate_utf8(whole, kAnalyzedBytesMax);
  std::size_t at = 0;
  while (at < text.size()) {
    const ByteClass first = class_of(text[at]);
    if (first == ByteClass::kSeparator || first == ByteClass::kJoiner) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && class_of(text[end]) == ByteClass::kWord) ++end;
    const bool is_simple =
        end > at && (end == text.size() || class_of(text[end]) == ByteClass::kSeparator ||
                     (class_of(text[end]) == ByteClass::kJoiner &&
                      (end + 1 == text.size() ? text[end] != '#' && text[end] != '_'
                                              : joiner_ends_word(text[end], text[end + 1]))));
    if (is_simple) {
      emit(at, end);
      at = end;
      continue;
    }
    const ScannedWord word = scan_word(kind, text, at);
    if (word.end > word.begin) emit_word(word);
    at = word.resume;
  }
  return tokens;
}

Analyzer::Analyzer(AnalyzerKind kind) : impl_(std::make_unique<Impl>(kind)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

AnalyzerKind Analyzer::kind() const {
  return impl_->kind;
}

std::string_view Analyzer::name() const {
  return impl_->kind == AnalyzerKind::kPlain ? "plain-1" : "standard-1";
}

std::span<const Token> Analyzer::tokens(std::string_view text) {
  return impl_->analyze(text);
}
std::uint64_t Analyzer::generation() const {
  return impl_->generation;
}
std::uint32_t Analyzer::words() const {
  return impl_->memory.size();
}

bool is_stop_word(std::string_view folded) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), folded);
}

}  // namespace broadsheet::text
