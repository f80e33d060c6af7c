// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/analyzer.h"

#include <gtest/gtest.h>
#include <libstemmer.h>
#include <memory>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "text/fold.h"
#include "text/limits.h"
#include "text/utf8.h"
#include "text/word_scanner.h"

namespace broadsheet::text {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string folded(std::string_view text, AnalyzerKind kind = AnalyzerKind::kStandard) {
  Analyzer analyzer(kind);
  std::vector<std::string> words;
  analyzer.analyze(text, [&](const Token& token) { words.emplace_back(token.folded); });
  return join(words);
}

std::string stems(std::string_view text) {
  Analyzer analyzer;
  std::vector<std::string> words;
  analyzer.analyze(text, [&](const Token& token) { words.emplace_back(token.stem); });
  return join(words);
}

std::string upper(std::string word) {
  for (char& c : word) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 0x20 : c);
  return word;
}

TEST(Analyzer, FoldsCaseAccentsAndPlurals) {
  EXPECT_EQ(folded("Global Behaviors of Hölder's functions"), "global behavior of holder function");
  EXPECT_EQ(folded("behavioral"), "behavioral");
  EXPECT_EQ(stems("behaviors behavioral"), "behavior behavior");
  EXPECT_EQ(folded("Łódź Straße Ørsted naïve Erdős ﬁnite"), "lodz strasse orsted naive erdos finite");
  EXPECT_EQ(folded("Ho\u0308lder"), "holder");
}

TEST(Analyzer, SplitsCompoundsAndKeepsNumbers) {
  EXPECT_EQ(folded("state-of-the-art foo_bar a/b"), "state of the art foo bar a b");
  EXPECT_EQ(folded("GPT-4 GPT4 3.14 1,000 2017–2018 CO2 1.5B v1.2"),
            "gpt 4 gpt4 3.14 1000 2017 2018 co2 1.5b v1.2");
  EXPECT_EQ(folded("e.g. U.S. end.Start"), "e g u s end start");
  EXPECT_EQ(folded("C++ and C# or F#, not C+ nor D#"), "c++ and c# or f# not c nor d");
  EXPECT_EQ(folded("C++"), "c++");
  EXPECT_EQ(folded("10⁵ L² H₂O"), "105 l2 h2o");
}

TEST(Analyzer, UnderstandsApostrophes) {
  EXPECT_EQ(folded("Bayes' rule, O'Brien's don't l'analyse d’Alembert 1990's it's"),
            "bayes rule obrien dont l analyse d alembert 1990 s it");
}

TEST(Analyzer, SpellsOutGreekSymbolsButNotGreek) {
  EXPECT_EQ(folded("α-stable TNFα β π0 µm"), "alpha stable tnfalpha beta pi0 mum");
  EXPECT_EQ(folded("ἀλήθεια"), "αληθεια");
}

TEST(Analyzer, LeavesOutWhatTextsMostlyDoWithout) {
  EXPECT_EQ(folded("التَّنبُّؤ المـــوانئ"), "التنبؤ الموانئ");
  EXPECT_EQ(folded("חִיזּוּי"), "חיזוי");
  EXPECT_EQ(folded("أثر हिन्दी"), "أثر हिन्दी") << "marks that make other letters or syllables stay";
}

TEST(Analyzer, CutsEastAsianTextIntoBigrams) {
  EXPECT_EQ(folded("深度学习 and 猫"), "深度 度学 学习 and 猫");
  EXPECT_EQ(folded("カタカナの文"), "カタ タカ カナ ナの の文");
  EXPECT_EQ(folded("기계 학습"), "기계 학습");
}

TEST(Analyzer, GivesPositionsAndRanges) {
  Analyzer analyzer;
  const std::string text = "Deep nets, état!";
  const auto tokens = analyzer.tokens(text);
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].position, 1u);
  EXPECT_EQ(text.substr(tokens[1].begin, tokens[1].end - tokens[1].begin), "nets");
  EXPECT_EQ(text.substr(tokens[2].begin, tokens[2].end - tokens[2].begin), "état");
  EXPECT_EQ(analyzer.analyze(text, [](const Token&) {}), 3u);
  EXPECT_EQ(analyzer.analyze("", [](const Token&) {}), 0u);
}

TEST(Analyzer, NamesTheSameWordByTheSameNumber) {
  Analyzer analyzer;
  const std::uint64_t generation = analyzer.generation();
  const std::uint32_t first = analyzer.tokens("Nets")[0].word;
  EXPECT_EQ(analyzer.tokens("deep NETS")[1].word, first);
  EXPECT_EQ(analyzer.generation(), generation);
  EXPECT_LT(first, analyzer.words());
}

TEST(Analyzer, ForgetsWordsInsteadOfGrowingWithoutEnd) {
  Analyzer analyzer;
  const std::uint64_t generation = analyzer.generation();
  std::string text;
  for (std::size_t i = 0; i < kCachedWordsMax + 10; ++i) text += std::to_string(i) + " ";
  EXPECT_GE(analyzer.tokens(text).size(), kCachedWordsMax);
  const auto tokens = analyzer.tokens("nets");
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].folded, "net");
  EXPECT_NE(analyzer.generation(), generation);
  EXPECT_EQ(analyzer.words(), 1u);
}

TEST(Analyzer, CutsEndlessWords) {
  const std::string blob(10000, 'A');
  Analyzer analyzer;
  const auto tokens = analyzer.tokens(blob);
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].end, blob.size());
  EXPECT_EQ(tokens[0].folded, std::string(kTokenBytesMax, 'a'));
}

TEST(Analyzer, PlainIsTheTextbookReference) {
  EXPECT_EQ(
      folded("The children's behaviors are studied, e.g. in state-of-the-art 3.14 Hölder-continuous foo_bar",
             AnalyzerKind::kPlain),
      "children behavior studi e.g state art 3.14 hölder continu foo_bar");
  EXPECT_EQ(folded("深度", AnalyzerKind::kPlain), "深 度");
  EXPECT_EQ(Analyzer(AnalyzerKind::kPlain).name(), "plain-1");
  EXPECT_EQ(Analyzer().name(), "standard-2");
}

TEST(FunctionWords, SayNothingOfASubject) {
  for (const char* word : {"the", "which", "between", "we"}) EXPECT_TRUE(is_function_word(word)) << word;
  for (const char* word : {"", "network", "whale", "th"}) EXPECT_FALSE(is_function_word(word)) << word;
  EXPECT_TRUE(is_stop_word("such"));
  EXPECT_FALSE(is_stop_word("which"));
}

TEST(Plurals, FoldOnlyPlurals) {
  const std::vector<std::pair<std::string, std::string>> kCases = {{"behaviors", "behavior"},
                                                                   {"queries", "query"},
                                                                   {"classes", "class"},
                                                                   {"boxes", "box"},
                                                                   {"searches", "search"},
                                                                   {"caches", "cache"},
                                                                   {"heroes", "hero"},
                                                                   {"shoes", "shoe"},
                                                                   {"matrices", "matrix"},
                                                                   {"analyses", "analysis"},
                                                                   {"analysis", "analysis"},
                                                                   {"viruses", "virus"},
                                                                   {"virus", "virus"},
                                                                   {"loss", "loss"},
                                                                   {"losses", "loss"},
                                                                   {"this", "this"},
                                                                   {"its", "its"},
                                                                   {"llms", "llm"},
                                                                   {"gans", "gan"},
                                                                   {"series", "series"},
                                                                   {"movies", "movie"},
                                                                   {"cases", "case"},
                                                                   {"databases", "database"},
                                                                   {"indices", "index"},
                                                                   {"physics", "physics"},
                                                                   {"buses", "bus"},
                                                                   {"processes", "process"},
                                                                   {"sizes", "size"},
                                                                   {"bias", "bias"},
                                                                   {"biases", "bias"},
                                                                   {"lens", "lens"},
                                                                   {"h2s", "h2s"},
                                                                   {"gpus", "gpu"},
                                                                   {"corpora", "corpus"},
                                                                   {"hypotheses", "hypothesis"}};
  for (const auto& [plural, singular] : kCases) {
    EXPECT_EQ(fold_plural(plural), singular);
    EXPECT_EQ(fold_plural(singular), singular) << "folding twice changes " << plural;
  }
}

// --- The slow twin: every word through the general scanner, nothing remembered. ---

struct SlowToken {
  std::uint32_t position, begin, end;
  std::string folded, stem;
};

std::string slow_stem(AnalyzerKind kind, const std::string& word) {
  const bool is_plain = kind == AnalyzerKind::kPlain;
  for (const char c : word) {
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_word && !(is_plain && static_cast<unsigned char>(c) < 0x80)) return word;
  }
  const std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer(
      sb_stemmer_new(is_plain ? "porter" : "english", "UTF_8"), sb_stemmer_delete);
  const auto* out = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                    static_cast<int>(word.size()));
  const std::string stem(reinterpret_cast<const char*>(out),
                         static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
  return stem.empty() ? word : stem;
}

void add_slowly(AnalyzerKind kind, std::string_view text, std::size_t begin, std::size_t end,
                std::vector<SlowToken>& tokens) {
  std::string raw(truncate_utf8(text.substr(begin, end - begin), kTokenBytesMax));
  SlowToken token;
  token.position = static_cast<std::uint32_t>(tokens.size());
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(end);
  if (kind == AnalyzerKind::kPlain) {
    std::string lower = lower_word(raw);
    for (const std::string possessive : {"'s", "’s", "＇s"}) {
      if (lower.ends_with(possessive)) lower.resize(lower.size() - possessive.size());
    }
    lower = std::string(truncate_utf8(lower, kTokenBytesMax));
    if (lower.empty() || is_stop_word(lower)) return;
    token.folded = token.stem = slow_stem(kind, lower);
  } else {
    token.folded = fold_plural(truncate_utf8(fold_word(raw), kTokenBytesMax));
    token.stem = slow_stem(kind, token.folded);
    if (token.folded.empty()) return;
  }
  tokens.push_back(token);
}

std::vector<SlowToken> analyze_slowly(AnalyzerKind kind, std::string_view text) {
  std::vector<SlowToken> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const ScannedWord word = scan_word(kind, text, at);
    at = word.resume;
    if (word.begin == word.end) continue;
    std::vector<std::size_t> starts;
    if (word.is_bigrams) {
      for (std::size_t i = word.begin; i < word.end;) {
        starts.push_back(i);
        decode_utf8(text, i);
      }
    }
    if (starts.size() < 2) {
      add_slowly(kind, text, word.begin, word.end, tokens);
      continue;
    }
    starts.push_back(word.end);
    for (std::size_t i = 0; i + 2 < starts.size(); ++i)
      add_slowly(kind, text, starts[i], starts[i + 2], tokens);
  }
  return tokens;
}

rc::Gen<std::string> mixed_text() {
  static const std::vector<std::string> kPieces = {
      "a",  "b",  "C",    "s",   "S",  "ies", "net", "Networks", "o", "d",      "l",
      "1",  "23", "4",    " ",   " ",  "  ",  ".",   ",",        ":", ";",      "'",
      "’",  "-",  "_",    "+",   "++", "#",   "c",   "F",        "(", "é",      "e\u0301",
      "ß",  "α",  "β",    "深",  "度", "カ",  "の",  "²",        "₂", "\u00AD", "\u200D",
      "한", "ไ",  "\xFF", "the", "is", "'s",  "😀",   "—",        "٣", "\u0301"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const std::string& piece : pieces) text += piece;
                        return text;
                      });
}

rc::Gen<std::string> ascii_text() {
  return rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
}

// Words as people and stemmers bend them: whatever the filter rules out, none of them has one of the forms.
rc::Gen<std::string> bent_words() {
  static const std::vector<std::string> kBeginnings = {"m",    "l",   "d",   "t",    "f",    "g",   "wom",
                                                       "ski",  "sk",  "a",   "o",    "gent", "ugl", "earl",
                                                       "matr", "ind", "too", "hous", "c"};
  static const std::vector<std::string> kEndings = {
      "",     "s",    "es",   "ies",  "y",  "ed", "ing",  "ying", "ice", "ouse", "en",    "an",  "eet", "oot",
      "eese", "oose", "eeth", "ooth", "ie", "ly", "ices", "ix",   "ex",  "x",    "ation", "ize", "yed", "2"};
  return rc::gen::apply([](const std::string& one, const std::string& other) { return one + other; },
                        rc::gen::elementOf(kBeginnings), rc::gen::elementOf(kEndings));
}

RC_GTEST_PROP(WordFilter, RulesOutNothingThatHasAForm, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(30, bent_words());
  std::string text;
  for (const std::string& word : words) text += (*rc::gen::arbitrary<bool>() ? word : upper(word)) + " ";
  Analyzer analyzer;
  std::vector<Token> all;
  WordFilter filter;
  const std::size_t chosen = *rc::gen::inRange<std::size_t>(0, words.size());
  std::string stem;
  std::string folded;
  for (const Token& token : analyzer.tokens(text)) all.push_back(token);
  stem = all[chosen].stem;
  folded = all[chosen].folded;
  filter.add(stem);
  filter.add(folded);
  Analyzer other;
  const std::span<const Token> some = other.tokens_like(text, filter);
  RC_ASSERT(some.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    RC_ASSERT(some[i].position == all[i].position);
    RC_ASSERT(some[i].begin == all[i].begin);
    RC_ASSERT(some[i].end == all[i].end);
    const bool ruled_out = some[i].stem.empty();
    if (ruled_out) RC_ASSERT(all[i].stem != stem && all[i].folded != folded);
    if (!ruled_out) RC_ASSERT(some[i].stem == all[i].stem && some[i].folded == all[i].folded);
  }
}

RC_GTEST_PROP(Analyzer, AgreesWithItsSlowTwin, ()) {
  const std::string text = *rc::gen::oneOf(mixed_text(), ascii_text(), rc::gen::arbitrary<std::string>());
  const AnalyzerKind kind = *rc::gen::element(AnalyzerKind::kStandard, AnalyzerKind::kPlain);
  Analyzer analyzer(kind);
  for (int pass = 0; pass < 2; ++pass) {  // once learning the words, once from memory
    const auto tokens = analyzer.tokens(text);
    const auto expected = analyze_slowly(kind, text);
    RC_ASSERT(tokens.size() == expected.size());
    std::uint32_t last_begin = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      RC_ASSERT(tokens[i].position == expected[i].position);
      RC_ASSERT(tokens[i].begin == expected[i].begin);
      RC_ASSERT(tokens[i].end == expected[i].end);
      RC_ASSERT(tokens[i].folded == expected[i].folded);
      RC_ASSERT(tokens[i].stem == expected[i].stem);
      RC_ASSERT(tokens[i].begin < tokens[i].end);
      RC_ASSERT(tokens[i].end <= text.size());
      RC_ASSERT(i == 0 || tokens[i].begin > last_begin);
      RC_ASSERT(!tokens[i].folded.empty());
      RC_ASSERT(tokens[i].folded.size() <= kTokenBytesMax);
      RC_ASSERT(is_valid_utf8(tokens[i].folded));
      RC_ASSERT(is_valid_utf8(tokens[i].stem));
      last_begin = tokens[i].begin;
    }
  }
}

}  // namespace
}  // namespace broadsheet::text
