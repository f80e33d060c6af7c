// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Two ideas make this fast. Nearly every word of a scholarly text is plain ASCII between blanks: its end
// is found byte by byte in a table, without Unicode's rules. And nearly every word has been met
// before: its folded form and stem are remembered under its lower-case bytes in an open-addressing
// table, so that folding, plurals and the stemmer run once for each distinct word. Words are looked up
// in batches whose memory is asked for ahead, since the table is larger than the nearest caches. What
// is not plain goes through scan_word() and fold_word(), which define the result.

#include "text/analyzer.h"

#include <algorithm>
#include <array>
#include <bit>
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

// The remembered forms of words, by the bytes of the word with ASCII letters in lower case. A slot
// holds keys of up to 16 bytes itself, so that a word that is known costs one cache line here and
// one for its forms.
class WordMemory {
 public:
  // A key and its hash, ready to be looked up.
  struct Key {
    std::string_view bytes;
    std::uint64_t head;  // the first eight bytes, zeros behind the end
    std::uint64_t tail;  // the next eight; of a longer key, a hash of the rest
    std::uint64_t hash;
  };

  struct Word {
    const char* folded;
    const char* stem;
    const char* key;
    std::uint8_t folded_bytes;
    std::uint8_t stem_bytes;
    std::uint8_t key_bytes;
    bool is_left_out;  // a stop word, or nothing is left of it
  };

  // `bytes` is followed by enough zeros in memory to be read in pieces of eight; it is not empty.
  static Key key_of(std::string_view bytes) {
    Key key{bytes, load(bytes.data()), bytes.size() > 8 ? load(bytes.data() + 8) : 0, 0};
    for (std::size_t at = 16; at < bytes.size(); at += 8) key.tail = mix(key.tail, load(bytes.data() + at));
    key.hash = mix(mix(bytes.size(), key.head), key.tail);
    return key;
  }

  void prefetch(const Key& key) const { __builtin_prefetch(&slots_[key.hash & mask_]); }
  void prefetch(std::uint32_t number) const { __builtin_prefetch(&words_[number]); }

  // The number of the word, or kUnknown.
  std::uint32_t find(const Key& key) const {
    for (std::size_t at = key.hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.word == kUnknown) return kUnknown;
      if (slot.head != key.head || slot.tail != key.tail || slot.key_bytes != key.bytes.size()) continue;
      if (slot.key_bytes <= 16 || std::memcmp(words_[slot.word].key, key.bytes.data(), slot.key_bytes) == 0) {
        return slot.word;
      }
    }
  }

  std::uint32_t add(const Key& key, std::string_view folded, std::string_view stem, bool is_left_out) {
    if ((words_.size() + 1) * 2 > slots_.size()) grow();
    Word word{};
    word.key = keep(key.bytes);
    word.folded = folded == key.bytes ? word.key : keep(folded);
    word.stem = stem == folded ? word.folded : keep(stem);
    word.key_bytes = static_cast<std::uint8_t>(key.bytes.size());
    word.folded_bytes = static_cast<std::uint8_t>(folded.size());
    word.stem_bytes = static_cast<std::uint8_t>(stem.size());
    word.is_left_out = is_left_out;
    const auto number = static_cast<std::uint32_t>(words_.size());
    words_.push_back(word);
    place({key.head, key.tail, number, static_cast<std::uint32_t>(key.bytes.size())}, key.hash);
    return number;
  }

  const Word& operator[](std::uint32_t number) const { return words_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
  bool is_full() const { return words_.size() >= kCachedWordsMax || kept_bytes_ >= kCachedBytesMax; }

  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

 private:
  struct Slot {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint32_t word = kUnknown;
    std::uint32_t key_bytes = 0;
  };
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 16;
  static_assert(kTokenBytesMax <= 0xFF, "lengths are kept in a byte");

  static std::uint64_t load(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    return word;
  }
  static std::uint64_t mix(std::uint64_t h, std::uint64_t word) {
    h = (h ^ word) * 0x9E3779B97F4A7C15;
    return h ^ (h >> 29);
  }

  void place(const Slot& slot, std::uint64_t hash) {
    std::size_t at = hash & mask_;
    while (slots_[at].word != kUnknown) at = (at + 1) & mask_;
    slots_[at] = slot;
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.word != kUnknown) place(slot, mix(mix(slot.key_bytes, slot.head), slot.tail));
    }
  }

  // Copies bytes to where they stay; chunks never move.
  const char* keep(std::string_view bytes) {
    if (bytes.size() > chunk_left_) {
      chunks_.push_back(std::make_unique<char[]>(kChunkBytes));
      chunk_left_ = kChunkBytes;
    }
    char* to = chunks_.back().get() + (kChunkBytes - chunk_left_);
    std::copy(bytes.begin(), bytes.end(), to);
    chunk_left_ -= bytes.size();
    kept_bytes_ += bytes.size();
    return to;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t mask_ = 1023;
  std::vector<Word> words_;
  std::vector<std::unique_ptr<char[]>> chunks_;
  std::size_t chunk_left_ = 0;
  std::size_t kept_bytes_ = 0;
};

// A word that was found in the text and is yet to be looked up.
struct PendingWord {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t number;
  bool is_ruled_out;  // by the filter: it is not looked up
  WordMemory::Key key;
  std::array<char, kTokenBytesMax + 8> key_bytes;
};
constexpr std::size_t kBatchWords = 64;

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

}  // namespace

struct Analyzer::Impl {
  explicit Impl(AnalyzerKind k) : kind(k) {
    stemmer.reset(sb_stemmer_new(kind == AnalyzerKind::kPlain ? "porter" : "english", "UTF_8"));
    CHECK(stemmer != nullptr);
  }

  std::span<const Token> analyze(std::string_view text, const WordFilter* filter);
  void emit_bare(std::size_t begin, std::size_t end);
  void emit(std::size_t begin, std::size_t end);
  void emit_word(const ScannedWord& word);
  void look_up_batch();
  std::uint32_t learn(const WordMemory::Key& key);
  std::string_view stem_of(std::string_view word);

  AnalyzerKind kind;
  std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer;
  WordMemory memory;
  std::uint64_t generation = 1;
  std::string_view text;
  std::uint32_t position = 0;
  std::size_t batch_size = 0;
  std::array<PendingWord, kBatchWords> batch;
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

std::uint32_t Analyzer::Impl::learn(const WordMemory::Key& key) {
  if (kind == AnalyzerKind::kPlain) {
    std::string lower = lower_word(key.bytes);
    for (const std::string_view possessive : {"'s", "’s", "＇s"}) {
      if (lower.ends_with(possessive)) lower.resize(lower.size() - possessive.size());
    }
    const std::string_view cut = truncate_utf8(lower, kTokenBytesMax);
    const std::string stem(truncate_utf8(stem_of(cut), kTokenBytesMax));
    return memory.add(key, stem, stem, cut.empty() || is_stop_word(cut));
  }
  const std::string full = fold_word(key.bytes);
  const std::string folded = fold_plural(truncate_utf8(full, kTokenBytesMax));
  const std::string stem(truncate_utf8(stem_of(folded), kTokenBytesMax));
  return memory.add(key, folded, stem, folded.empty());
}

// A word of which nothing but its place will be asked.
void Analyzer::Impl::emit_bare(std::size_t begin, std::size_t end) {
  PendingWord& pending = batch[batch_size++];
  pending.begin = static_cast<std::uint32_t>(begin);
  pending.end = static_cast<std::uint32_t>(end);
  pending.is_ruled_out = true;
  if (batch_size == kBatchWords) look_up_batch();
}

// Puts a word into the batch.
void Analyzer::Impl::emit(std::size_t begin, std::size_t end) {
  static_assert(std::endian::native == std::endian::little,
                "bytes behind the word are masked off from above");
  constexpr std::uint64_t kEachByte = 0x0101010101010101;
  const std::string_view raw = truncate_utf8(text.substr(begin, end - begin), kTokenBytesMax);
  // The key in pieces of eight bytes, zeros behind its end. In ASCII the bit 0x20 makes letters lower
  // case and leaves digits and joiners (but '_') as they are.
  PendingWord& pending = batch[batch_size++];
  std::array<char, kTokenBytesMax + 8>& buffer = pending.key_bytes;
  std::uint64_t seen = 0;
  for (std::size_t at = 0; at < raw.size(); at += 8) {
    const std::size_t left = std::min<std::size_t>(raw.size() - at, 8);
    const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * left);
    std::uint64_t piece = 0;
    std::memcpy(&piece, raw.data() + at, begin + at + 8 <= text.size() ? 8 : left);
    piece &= mask;
    seen |= piece;
    piece |= mask & (kEachByte * 0x20);
    std::memcpy(buffer.data() + at, &piece, 8);
  }
  const bool is_ascii_word = (seen & (kEachByte * 0x80)) == 0;
  if (!is_ascii_word || (kind == AnalyzerKind::kPlain && raw.find('_') != std::string_view::npos)) {
    buffer.fill(0);
    std::copy(raw.begin(), raw.end(), buffer.begin());
  }
  pending.begin = static_cast<std::uint32_t>(begin);
  pending.end = static_cast<std::uint32_t>(end);
  pending.is_ruled_out = false;
  pending.key = WordMemory::key_of({buffer.data(), raw.size()});
  memory.prefetch(pending.key);
  if (batch_size == kBatchWords) look_up_batch();
}

void Analyzer::Impl::look_up_batch() {
  const std::span<PendingWord> pending(batch.data(), batch_size);
  batch_size = 0;
  for (PendingWord& word : pending) {
    if (word.is_ruled_out) continue;
    word.number = memory.find(word.key);
    if (word.number == WordMemory::kUnknown) word.number = learn(word.key);
    memory.prefetch(word.number);
  }
  for (const PendingWord& word : pending) {
    if (word.is_ruled_out) {
      tokens.push_back({position++, word.begin, word.end, WordMemory::kUnknown, {}, {}});
      continue;
    }
    const WordMemory::Word& forms = memory[word.number];
    if (forms.is_left_out) continue;
    tokens.push_back({position++,
                      word.begin,
                      word.end,
                      word.number,
                      {forms.folded, forms.folded_bytes},
                      {forms.stem, forms.stem_bytes}});
  }
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

std::span<const Token> Analyzer::Impl::analyze(std::string_view whole, const WordFilter* filter) {
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
      const bool may_match = filter == nullptr || filter->may_match(text.substr(at, end - at));
      may_match ? emit(at, end) : emit_bare(at, end);
      at = end;
      continue;
    }
    const ScannedWord word = scan_word(kind, text, at);
    if (word.end > word.begin) emit_word(word);
    at = word.resume;
  }
  look_up_batch();
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
  return impl_->kind == AnalyzerKind::kPlain ? "plain-1" : "standard-2";
}

std::span<const Token> Analyzer::tokens(std::string_view text) {
  return impl_->analyze(text, nullptr);
}

std::span<const Token> Analyzer::tokens_like(std::string_view text, const WordFilter& filter) {
  // Stop words leave no token, and whether a word is one is only known when it is looked up.
  CHECK(kind() == AnalyzerKind::kStandard);
  return impl_->analyze(text, &filter);
}
std::uint64_t Analyzer::generation() const {
  return impl_->generation;
}
std::uint32_t Analyzer::words() const {
  return impl_->memory.size();
}

}  // namespace broadsheet::text
