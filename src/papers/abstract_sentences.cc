// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/abstract_sentences.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <unordered_map>

#include "base/ascii.h"
#include "papers/limits.h"
#include "papers/word_rarity.h"
#include "text/readable.h"
#include "text/sentences.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

// What a word tells of how its sentence speaks, by its stem.
enum class Voice : std::uint8_t {
  kActors,
  kThesePapers,
  kPresenting,
  kShowing,
  kStudying,
  kContrasting,
  kMeasuring,
  kLinking,
  kPurposes,
  kHoping,
  kLeaning,
  kConnecting,
  kPassive,
};
using Voices = std::uint16_t;  // a bit each

constexpr Voices bit(Voice voice) {
  return static_cast<Voices>(1U << static_cast<unsigned>(voice));
}

struct Listed {
  Voice voice;
  std::string_view stems;
};

// clang-format off
constexpr auto kListed = std::to_array<Listed>({
    {Voice::kActors,
     "articl here i letter note our paper studi thesi us we work"},
    {Voice::kThesePapers,
     "articl letter note paper studi survey thesi work"},
    {Voice::kPresenting,
     "address aim build construct contribut creat deriv describ design develop devis "
     "extend formul general generalis give introduc offer present propos provid put "
     "releas report suggest"},
    {Voice::kShowing,
     "argu conclud confirm demonstr establish find found identifi indic observ obtain "
     "prove reveal show shown solv suggest"},
    {Voice::kStudying,
     "analys analyz ask character compar consid discuss evalu examin explor focus "
     "investig review revisit studi survey tackl"},
    {Voice::kContrasting,
     "although challeng despit difficult howev lack limit remain unfortun while yet"},
    {Voice::kMeasuring,
     "accuraci achiev baselin benchmark experi experiment extens outperform percent "
     "qualit quantit simul superior surpass"},
    {Voice::kLinking,
     "avail code com github http https org publicli sourc url www"},
    {Voice::kPurposes,
     "aim goal object purpos sought"},
    {Voice::kHoping,
     "futur hope implic inspir light pave pivot shed"},
    {Voice::kLeaning,
     "former he it latter she such that their these they this those"},
    {Voice::kConnecting,
     "accord addit also and but consequ final first for further furthermor henc howev "
     "in instead last moreov nevertheless otherwis second similar specif then therefor "
     "third thus to yet"},
    {Voice::kPassive, "are been is was were"},
});
// clang-format on

std::unordered_map<std::string_view, Voices> read_lists() {
  std::unordered_map<std::string_view, Voices> voices;
  for (const Listed& list : kListed) {
    for (const std::string_view stem : split_words(list.stems)) {
      Voices& known = voices[stem];
      known = static_cast<Voices>(known | bit(list.voice));
    }
  }
  return voices;
}

Voices voices_of(std::string_view stem) {
  static const std::unordered_map<std::string_view, Voices> kVoices = read_lists();
  const auto known = kVoices.find(stem);
  return known == kVoices.end() ? Voices{0} : known->second;
}

struct HeardWord {
  std::string_view stem;
  Voices voices = 0;

  bool is(Voice voice) const { return (voices & bit(voice)) != 0; }
  bool operator==(std::string_view other) const { return stem == other; }
};
using Words = std::span<const HeardWord>;

// How often such words are there, as 0, 0.5 or 1: twice says most of it.
double share_of(Voice voice, Words words) {
  const auto count = std::ranges::count_if(words, [&](const HeardWord& word) { return word.is(voice); });
  return std::min<double>(static_cast<double>(count), 2) / 2;
}

// "we then propose", "this paper introduces", "is proposed": such a word soon behind who acts.
bool says(Voice voice, Words words) {
  constexpr std::size_t kBetween = 4;
  std::size_t left = 0;
  for (const HeardWord& word : words) {
    if (left > 0 && word.is(voice)) return true;
    if (word.is(Voice::kActors)) {
      left = kBetween;
    } else if (word.is(Voice::kPassive)) {
      left = std::max<std::size_t>(left, 2);
    } else if (left > 0) {
      --left;
    }
  }
  return false;
}

bool names_this_paper(Words words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool this_or_our = words[i] == "this" || words[i] == "our" || words[i] == "present";
    if (this_or_our && words[i + 1].is(Voice::kThesePapers)) return true;
    if (words[i] == "here" && words[i + 1] == "we") return true;
  }
  return false;
}

// "The aim of", "we aimed"; abstracts of medicine begin with "To compare".
bool says_purpose(Words words, bool is_first) {
  constexpr std::size_t kBeginning = 8;
  const Words beginning = words.first(std::min(words.size(), kBeginning));
  if (is_first && words.size() > 1 && words[0] == "to") return true;
  return std::ranges::any_of(beginning, [](const HeardWord& word) { return word.is(Voice::kPurposes); });
}

// "This", "It", "They", "Such"; "this paper" means nothing that stands before it, and neither does "the
// tide".
bool leans_back(Words words) {
  if (words.empty() || words[0] == "the") {
    return words.size() > 1 && (words[1] == "former" || words[1] == "latter");
  }
  if (!words[0].is(Voice::kLeaning)) return false;
  return words.size() < 2 || !words[1].is(Voice::kThesePapers);
}

// "Moreover", "for example", "to address this", "based on these".
bool connects(Words words) {
  if (words.size() > 2 && (words[1] == "on" || words[0] == "use")) {
    const HeardWord& what = words[words[1] == "on" ? 2 : 1];
    return what == "this" || what == "these" || what == "that" || what == "it";
  }
  if (words.empty() || !words[0].is(Voice::kConnecting)) return false;
  const HeardWord next = words.size() > 1 ? words[1] : HeardWord();
  if (words[0] == "in") return next == "addit" || next == "particular" || next == "contrast";
  if (words[0] == "for") return next == "exampl" || next == "instanc";
  return words[0] != "to" || next == "this" || next == "address" || next == "overcom";
}

// Behind "CONCLUSIONS: ", as structured abstracts of medicine have it.
std::string_view without_label(std::string_view sentence) {
  constexpr std::size_t kLabelBytesMax = 50;
  constexpr std::size_t kLabelBytesMin = 4;
  const std::size_t colon = sentence.substr(0, kLabelBytesMax).find(": ");
  if (colon == std::string_view::npos || colon < kLabelBytesMin) return sentence;
  const bool is_label = std::ranges::all_of(sentence.substr(0, colon), [](char c) {
    return (c >= 'A' && c <= 'Z') || c == ' ' || c == '/' || c == '&' || c == ',' || c == '-';
  });
  return is_label ? sentence.substr(colon + 2) : sentence;
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class AbstractReader {
 public:
  AbstractReader(std::string_view abstract, text::Analyzer& analyzer)
      : abstract_(text::truncate_utf8(abstract, kSummarizedBytesMax)),
        cut_(abstract_.size() < abstract.size()),
        analyzer_(analyzer) {}

  AbstractSentences read() {
    std::vector<std::string_view> texts = text::sentences(abstract_);
    if (cut_ && !texts.empty()) texts.pop_back();  // its end was not read
    if (texts.size() > kSummarizedSentencesMax) texts.resize(kSummarizedSentencesMax);
    for (const std::string_view text : texts) add(text);
    weigh();
    return std::move(all_);
  }

 private:
  void add(std::string_view raw) {
    AbstractSentence sentence;
    sentence.text = without_label(raw);
    text::readable_into(sentence.text, readable_);
    sentence.chars = text::count_code_points(readable_);
    heard_.clear();
    for (const text::Token& token : analyzer_.tokens(readable_)) {
      ++sentence.words;
      heard_.push_back({token.stem, voices_of(token.stem)});
      if (text::is_function_word(token.folded)) {
        ++all_.function_words;
      } else {
        count(token.stem, sentence.terms);
      }
    }
    all_.words += sentence.words;
    std::ranges::sort(sentence.terms);
    sentence.terms.erase(std::unique(sentence.terms.begin(), sentence.terms.end()), sentence.terms.end());
    hear(sentence);
    all_.sentences.push_back(std::move(sentence));
  }

  void count(std::string_view stem, std::vector<std::uint32_t>& terms) {
    auto at = places_.find(stem);
    if (at == places_.end()) {
      at = places_.emplace(std::string(stem), static_cast<std::uint32_t>(all_.weights.size())).first;
      all_.weights.push_back(0);
    }
    ++all_.weights[at->second];
    terms.push_back(at->second);
  }

  // What its words tell of how it speaks.
  void hear(AbstractSentence& sentence) const {
    const auto set = [&](Trait trait, double value) {
      sentence.traits[static_cast<std::size_t>(trait)] = value;
    };
    const Words words = heard_;
    set(Trait::kPresents, says(Voice::kPresenting, words) ? 1 : 0);
    set(Trait::kShows, says(Voice::kShowing, words) ? 1 : 0);
    set(Trait::kStudies, says(Voice::kStudying, words) ? 1 : 0);
    set(Trait::kThisPaper, names_this_paper(words) ? 1 : 0);
    set(Trait::kPurpose, says_purpose(words, all_.sentences.empty()) ? 1 : 0);
    set(Trait::kContrasts, share_of(Voice::kContrasting, words));
    set(Trait::kMeasures, share_of(Voice::kMeasuring, words));
    set(Trait::kLinks, share_of(Voice::kLinking, words));
    set(Trait::kHopes, share_of(Voice::kHoping, words));
    set(Trait::kLeansBack, leans_back(words) ? 1 : 0);
    set(Trait::kConnects, connects(words) ? 1 : 0);
    set(Trait::kAsks, sentence.text.ends_with('?') ? 1 : 0);
    constexpr double kLongSentence = 40;
    set(Trait::kLength, std::min(1.0, static_cast<double>(sentence.words) / kLongSentence));
  }

  // Counts become weights, and these the traits that compare a sentence with the whole.
  void weigh() {
    for (const auto& [stem, place] : places_) {
      double& weight = all_.weights[place];
      weight = (1 + std::log(weight)) * word_rarity(stem);
    }
    double total = 0;
    for (const double weight : all_.weights) total += weight;
    const double mean = all_.words > 0 ? total / static_cast<double>(all_.words) : 0;
    const std::size_t count = all_.sentences.size();
    for (std::size_t i = 0; i < count; ++i) {
      AbstractSentence& sentence = all_.sentences[i];
      double weight = 0;
      for (const std::uint32_t term : sentence.terms) weight += all_.weights[term];
      const auto set = [&](Trait trait, double value) {
        sentence.traits[static_cast<std::size_t>(trait)] = value;
      };
      const double a_word = sentence.words > 0 ? weight / static_cast<double>(sentence.words) : 0;
      set(Trait::kCoverage, total > 0 ? weight / total : 0);
      set(Trait::kDensity, mean > 0 ? a_word / mean / 2 : 0);
      set(Trait::kFirst, i == 0 ? 1 : 0);
      set(Trait::kSecond, i == 1 ? 1 : 0);
      set(Trait::kLast, i + 1 == count ? 1 : 0);
      set(Trait::kPlace, count > 1 ? static_cast<double>(i) / static_cast<double>(count - 1) : 0);
    }
  }

  std::string_view abstract_;
  bool cut_;
  text::Analyzer& analyzer_;
  AbstractSentences all_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> places_;  // of stems
  std::string readable_;
  std::vector<HeardWord> heard_;  // of the sentence at hand
};

}  // namespace

AbstractSentences read_abstract(std::string_view abstract, text::Analyzer& analyzer) {
  return AbstractReader(abstract, analyzer).read();
}

}  // namespace broadsheet::papers
