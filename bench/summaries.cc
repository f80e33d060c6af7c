// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the chooser of sentences makes of papers, for bench/summaries.py, which samples them and judges it.
//
//   summaries PAPERS [MODELS]      PAPERS: a line each, of id, tab, title, tab, abstract; MODELS: models/ of
//   a
//                                  data folder, for the variants by meaning
//   summaries --words PAPERS       how many of the abstracts have each stem, the most frequent first
//
// Of each paper it prints a line of JSON: its sentences with their traits, which of the title's terms each
// has and where in the abstract each of these is said first, what each variant chooses, the summary, the
// keywords, and the microseconds of processor time that both took.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "encode/model_store.h"
#include "evaluate/lines.h"
#include "papers/abstract_sentences.h"
#include "papers/keywords.h"
#include "papers/summary.h"
#include "text/analyzer.h"
#include "text/readable.h"

namespace broadsheet {
namespace {

using papers::AbstractSentences;
using papers::Trait;
using papers::Traits;
using Vector = std::vector<float>;

[[noreturn]] void fail(const Error& error) {
  std::fprintf(stderr, "summaries: %s\n", error.message().c_str());
  std::exit(1);
}

struct Paper {
  std::string id;
  std::string title;
  std::string abstract;
};

std::vector<Paper> read_papers(const std::string& path) {
  std::vector<Paper> papers;
  const auto read = evaluate::for_each_line(path, [&](std::string_view line) -> Result<void> {
    const auto columns = evaluate::split_columns(line, '\t');
    if (columns.size() != 3) return Error(ErrorCode::kInvalid, "a line is id, tab, title, tab, abstract");
    papers.push_back({std::string(columns[0]), std::string(columns[1]), std::string(columns[2])});
    return {};
  });
  if (!read.ok()) fail(read.error());
  return papers;
}

// Different stems that are no function words.
std::vector<std::string> content_stems(std::string_view text, text::Analyzer& analyzer) {
  std::set<std::string> stems;
  for (const text::Token& token : analyzer.tokens(text)) {
    if (!text::is_function_word(token.folded)) stems.emplace(token.stem);
  }
  return {stems.begin(), stems.end()};
}

// Of each term, the number of words of the text up to and with its first time; 0 where it is not there.
std::vector<std::size_t> first_times(std::string_view text, const std::vector<std::string>& terms,
                                     text::Analyzer& analyzer) {
  std::vector<std::size_t> times(terms.size(), 0);
  std::size_t word = 0;
  for (const text::Token& token : analyzer.tokens(text)) {
    ++word;
    const auto term = std::ranges::lower_bound(terms, token.stem);
    if (term == terms.end() || *term != token.stem) continue;
    std::size_t& first = times[static_cast<std::size_t>(term - terms.begin())];
    if (first == 0) first = word;
  }
  return times;
}

double dot(const Vector& one, const Vector& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += static_cast<double>(one[i]) * other[i];
  return sum;
}

// Where the sentences lie among what the abstract means.
struct Meaning {
  std::vector<double> to_abstract;  // cosine with the vector of the whole abstract
  std::vector<double> to_centre;    // cosine with the mean of the other sentences
};

class MeaningReader {
 public:
  explicit MeaningReader(const encode::Model& model)
      : encoder_(model.make_encoder()), dimension_(model.dimension()) {}

  Meaning read(const std::string& abstract, const AbstractSentences& read) {
    const Vector whole = encoded(text::readable(abstract));
    std::vector<Vector> vectors;
    Vector sum(dimension_, 0);
    for (const papers::AbstractSentence& sentence : read.sentences) {
      vectors.push_back(encoded(text::readable(sentence.text)));
      for (std::size_t i = 0; i < dimension_; ++i) sum[i] += vectors.back()[i];
    }
    Meaning meaning;
    for (const Vector& vector : vectors) {
      Vector others = sum;
      for (std::size_t i = 0; i < dimension_; ++i) others[i] -= vector[i];
      const double length = std::sqrt(dot(others, others));
      meaning.to_abstract.push_back(dot(vector, whole));
      meaning.to_centre.push_back(length > 0 ? dot(vector, others) / length : 0);
    }
    return meaning;
  }

 private:
  Vector encoded(const std::string& text) {
    Vector vector(dimension_);
    if (const auto done = encoder_->encode(text, encode::TextKind::kDocument, vector); !done.ok())
      fail(done.error());
    return vector;
  }

  std::unique_ptr<encode::Encoder> encoder_;
  std::size_t dimension_;
};

Traits only(std::initializer_list<Trait> kept) {
  Traits weights{};
  for (const Trait trait : kept)
    weights[static_cast<std::size_t>(trait)] = papers::summary_weights()[static_cast<std::size_t>(trait)];
  return weights;
}

std::vector<double> with(std::vector<double> scores, double weight, const std::vector<double>& more) {
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += weight * more[i];
  return scores;
}

using Choices = std::map<std::string, std::vector<std::size_t>>;

Choices choices_of(const AbstractSentences& read, const Meaning* meaning) {
  Choices choices;
  const auto choose = [&](const std::string& name, const std::vector<double>& scores) {
    choices[name] = papers::chosen_sentences(read, scores);
  };
  const auto scores = [&](const Traits& weights) { return papers::sentence_scores(read, weights); };
  const std::vector<double> product = scores(papers::summary_weights());
  choose("product", product);
  choose("terms", scores(only({Trait::kCoverage, Trait::kDensity, Trait::kLength})));
  choose("place", scores(only({Trait::kFirst, Trait::kSecond, Trait::kLast, Trait::kPlace})));
  choose("cues",
         scores(only({Trait::kPresents, Trait::kShows, Trait::kStudies, Trait::kThisPaper, Trait::kPurpose,
                      Trait::kContrasts, Trait::kMeasures, Trait::kLinks, Trait::kConnects})));
  if (meaning == nullptr) return choices;
  choose("meaning: abstract", meaning->to_abstract);
  choose("meaning: centre", meaning->to_centre);
  for (const double weight : {0.1, 0.2, 0.4}) {
    const std::string by = std::to_string(weight).substr(0, 3);
    choose("product + " + by + " abstract", with(product, weight, meaning->to_abstract));
    choose("product + " + by + " centre", with(product, weight, meaning->to_centre));
  }
  return choices;
}

void write_numbers(JsonWriter& json, std::string_view key, const auto& numbers) {
  json.key(key).begin_array();
  for (const auto& number : numbers) json.value(number);
  json.end_array();
}

void write_sentences(JsonWriter& json, const AbstractSentences& read, const std::vector<std::string>& terms,
                     const Meaning* meaning, text::Analyzer& analyzer) {
  json.key("sentences").begin_array();
  for (std::size_t at = 0; at < read.sentences.size(); ++at) {
    const papers::AbstractSentence& sentence = read.sentences[at];
    json.begin_object().key("text").value(sentence.text).key("words").value(sentence.words);
    write_numbers(json, "traits", sentence.traits);
    if (meaning != nullptr) {
      write_numbers(json, "meaning", std::vector<double>{meaning->to_abstract[at], meaning->to_centre[at]});
    }
    const auto times = first_times(text::readable(sentence.text), terms, analyzer);
    std::vector<std::size_t> said;
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (times[i] > 0) said.push_back(i);
    }
    write_numbers(json, "terms", said);
    json.end_object();
  }
  json.end_array();
}

double processor_micros() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}

void print_paper(const Paper& paper, MeaningReader* by_meaning, text::Analyzer& analyzer) {
  const double begin = processor_micros();
  const std::string summary = papers::summary_of(paper.abstract, analyzer);
  const std::vector<std::string> keywords = papers::keywords_of(paper.title, paper.abstract, analyzer);
  const double took = processor_micros() - begin;
  const auto without_title = papers::keywords_of("", paper.abstract, analyzer);

  const AbstractSentences read = papers::read_abstract(paper.abstract, analyzer);
  Meaning meaning;
  if (by_meaning != nullptr) meaning = by_meaning->read(paper.abstract, read);
  const Meaning* known = by_meaning != nullptr ? &meaning : nullptr;
  const std::vector<std::string> terms = content_stems(text::readable(paper.title), analyzer);
  JsonWriter json;
  json.begin_object().key("id").value(paper.id).key("took").value(took);
  json.key("summary").value(summary);
  write_numbers(json, "keywords", keywords);
  write_numbers(json, "keywords_without_title", without_title);
  write_numbers(json, "first_times", first_times(text::readable(paper.abstract), terms, analyzer));
  write_sentences(json, read, terms, known, analyzer);
  json.key("choices").begin_object();
  for (const auto& [name, places] : choices_of(read, known)) write_numbers(json, name, places);
  json.end_object().end_object();
  std::puts(json.text().c_str());
}

void print_words(const std::vector<Paper>& papers, text::Analyzer& analyzer) {
  std::map<std::string, std::size_t> papers_with;
  for (const Paper& paper : papers) {
    for (const std::string& stem : content_stems(text::readable(paper.abstract), analyzer))
      ++papers_with[stem];
  }
  std::vector<std::pair<std::string, std::size_t>> order(papers_with.begin(), papers_with.end());
  std::ranges::stable_sort(order,
                           [](const auto& one, const auto& other) { return one.second > other.second; });
  for (const auto& [stem, count] : order) std::printf("%zu\t%s\n", count, stem.c_str());
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  using namespace broadsheet;
  const bool words = argc == 3 && std::string_view(argv[1]) == "--words";
  if (!words && argc != 2 && argc != 3) {
    std::fprintf(stderr, "usage: summaries PAPERS [MODELS] | summaries --words PAPERS\n");
    return 2;
  }
  text::Analyzer analyzer;
  if (words) {
    print_words(read_papers(argv[2]), analyzer);
    return 0;
  }
  std::unique_ptr<MeaningReader> by_meaning;
  std::shared_ptr<const encode::Model> model;
  if (argc == 3) {
    auto loaded = encode::ModelStore(argv[2]).load();
    if (!loaded.ok()) fail(loaded.error());
    model = *std::move(loaded);
    by_meaning = std::make_unique<MeaningReader>(*model);
  }
  for (const Paper& paper : read_papers(argv[1])) print_paper(paper, by_meaning.get(), analyzer);
  return 0;
}
