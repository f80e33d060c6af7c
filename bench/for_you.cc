// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What *for you* chooses on made days (bench/for_you.py makes them, and judges what is chosen).
//
//   for_you rank PAPERS DAYS [VECTORS] [PARAMETER=VALUE]...
//       PAPERS: a title, a tab and an abstract a line. DAYS: for each draw a line "draw NAME", a line
//       "library" with places in PAPERS, from 0, perhaps a line "refused", and a line "day" a day. VECTORS:
//       of PAPERS, in their order. Prints two lines a day, one where there are no vectors: "words" or "words
//       and meaning", NAME, the day from 0, and the ten that are chosen, the best first. Then on stderr how
//       long it took.
//   for_you encode MODELS PAPERS
//       The vectors, as 32-bit floats.

#include "papers/for_you.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "encode/model_store.h"
#include "search/meaning.h"
#include "text/analyzer.h"
#include "text/readable.h"

namespace broadsheet {
namespace {

using papers::ForYouDay;
using papers::ForYouPaper;
using papers::ForYouPick;

constexpr std::size_t kChosen = 10;

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "for_you: %s\n", why.c_str());
  std::exit(1);
}

std::vector<ForYouPaper> read_papers(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail("cannot read " + path);
  std::vector<ForYouPaper> papers;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) fail("a line of " + path + " has no tab");
    papers.push_back({.paper = {},
                      .title = text::readable(std::string_view(line).substr(0, tab)),
                      .abstract = text::readable(std::string_view(line).substr(tab + 1))});
  }
  return papers;
}

void read_vectors(const std::string& path, std::vector<ForYouPaper>& papers) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t size = bytes.size() / papers.size();
  if (size == 0 || size * papers.size() != bytes.size()) fail(path + " has not one vector a paper");
  for (std::size_t i = 0; i < papers.size(); ++i) {
    papers[i].vector.resize(size / sizeof(float));
    std::memcpy(papers[i].vector.data(), bytes.data() + i * size, size);
  }
}

void print_vectors(const std::string& models, const std::string& path) {
  const auto model = encode::ModelStore(models).load();
  if (!model.ok()) fail(model.error().message());
  const auto encoder = (*model)->make_encoder();
  std::vector<float> vector(encoder->dimension());
  for (const ForYouPaper& paper : read_papers(path)) {
    const std::string text = search::meaning_text(paper.title, paper.abstract);
    const auto done = encoder->encode(text, encode::TextKind::kDocument, vector);
    if (!done.ok()) fail(done.error().message());
    if (std::fwrite(vector.data(), sizeof(float), vector.size(), stdout) != vector.size())
      fail("cannot write");
  }
}

void set(std::string_view name, double value, papers::ForYouParameters& parameters) {
  const std::pair<std::string_view, double*> known[] = {
      {"title_times", &parameters.title_times},       {"variance_floor", &parameters.variance_floor},
      {"topic_weight", &parameters.topic_weight},     {"meaning_weight", &parameters.meaning_weight},
      {"refused_weight", &parameters.refused_weight}, {"refused_prior", &parameters.refused_prior},
      {"author_weight", &parameters.author_weight}};
  const auto* const one = std::ranges::find(known, name, [](const auto& pair) { return pair.first; });
  if (one == std::end(known)) fail("no parameter is called " + std::string(name));
  *one->second = value;
}

// The draws, one after another. Papers are numbered as they come.
class Replay {
 public:
  Replay(const std::vector<ForYouPaper>& papers, const papers::ForYouParameters& parameters)
      : papers_(papers), parameters_(parameters) {}

  void run(const std::string& path) {
    std::ifstream in(path);
    if (!in) fail("cannot read " + path);
    for (std::string line; std::getline(in, line);) {
      std::istringstream words(line);
      std::string kind;
      words >> kind;
      if (kind == "draw") {
        begin(words);
      } else if (kind == "library") {
        keep(read(words));
      } else if (kind == "refused") {
        refuse(read(words));
      } else if (kind == "day") {
        choose(read(words));
      } else {
        fail("a line of " + path + " is of no kind");
      }
    }
    print_times();
  }

 private:
  void begin(std::istringstream& words) {
    words >> name_;
    taste_ = {};
    earlier_.clear();
    places_.assign(1, 0);
    day_ = 0;
  }

  void keep(std::vector<ForYouPaper> library) {
    for (ForYouPaper& paper : library) taste_.kept.push_back({std::move(paper)});
    without_vectors_ = taste_;
    for (papers::ForYouTold& kept : without_vectors_.kept) kept.paper.vector.clear();
  }

  void refuse(const std::vector<ForYouPaper>& refused) {
    for (const ForYouPaper& paper : refused) {
      taste_.refused.push_back({paper});
      without_vectors_.refused.push_back({paper});
    }
  }

  std::vector<ForYouPaper> read(std::istringstream& words) {
    std::vector<ForYouPaper> chosen;
    for (std::size_t place = 0; words >> place;) {
      if (place >= papers_.size()) fail("a place beyond the papers");
      ForYouPaper& paper = chosen.emplace_back(papers_[place]);
      paper.paper = PaperNumber(static_cast<std::uint32_t>(places_.size()));
      places_.push_back(place);
    }
    return chosen;
  }

  void choose(std::vector<ForYouPaper> candidates) {
    const auto began = std::chrono::steady_clock::now();
    const ForYouDay day(candidates, earlier_, analyzer_, parameters_);
    day_ms_.push_back(milliseconds_since(began));
    print("words", day, without_vectors_);
    if (!papers_.front().vector.empty()) print("words and meaning", day, taste_);
    ++day_;
    earlier_.insert(earlier_.end(), std::make_move_iterator(candidates.begin()),
                    std::make_move_iterator(candidates.end()));
    if (earlier_.size() > papers::kForYouEarlierMax) {
      earlier_.erase(earlier_.begin(),
                     earlier_.end() - static_cast<std::ptrdiff_t>(papers::kForYouEarlierMax));
    }
  }

  void print(const char* way, const ForYouDay& day, const papers::ForYouTaste& taste) {
    const auto began = std::chrono::steady_clock::now();
    const std::vector<ForYouPick> picks = day.rank(taste, kChosen, analyzer_);
    rank_ms_.push_back(milliseconds_since(began));
    std::printf("%s\t%s\t%d", way, name_.c_str(), day_);
    for (const ForYouPick& pick : picks) std::printf("\t%zu", places_[pick.paper.value()]);
    std::printf("\n");
  }

  static double milliseconds_since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  }

  void print_times() {
    for (auto* times : {&day_ms_, &rank_ms_}) {
      if (times->empty()) return;
      std::ranges::sort(*times);
      std::fprintf(stderr, "%s: median %.1f ms, 99 %% %.1f ms\n",
                   times == &day_ms_ ? "a day's papers" : "a reader", (*times)[times->size() / 2],
                   (*times)[times->size() * 99 / 100]);
    }
  }

  const std::vector<ForYouPaper>& papers_;
  const papers::ForYouParameters parameters_;
  text::Analyzer analyzer_;
  std::string name_;
  papers::ForYouTaste taste_;
  papers::ForYouTaste without_vectors_;
  std::vector<ForYouPaper> earlier_;
  std::vector<std::size_t> places_;  // in papers_, by number
  int day_ = 0;
  std::vector<double> day_ms_;
  std::vector<double> rank_ms_;
};

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  using namespace broadsheet;
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "rank" && argc >= 4) {
    auto papers = read_papers(argv[2]);
    papers::ForYouParameters parameters;
    for (int i = 4; i < argc; ++i) {
      const std::string_view argument = argv[i];
      const std::size_t equals = argument.find('=');
      if (equals == std::string_view::npos) {
        read_vectors(argv[i], papers);
      } else {
        set(argument.substr(0, equals), std::strtod(argv[i] + equals + 1, nullptr), parameters);
      }
    }
    Replay(papers, parameters).run(argv[3]);
  } else if (what == "encode" && argc == 4) {
    print_vectors(argv[2], argv[3]);
  } else {
    std::fprintf(stderr,
                 "for_you rank PAPERS DAYS [VECTORS] [PARAMETER=VALUE]... | for_you encode MODELS PAPERS\n");
    return 2;
  }
  return 0;
}
