// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How many members of planted rings the lockstep report names, and how many honest accounts it accuses
// (docs/bench/integrity.md).
//
//   lockstep [--seeds FIRST] [--seeds-from HEX] [--count N] [--scale]
//
// --seeds-from draws the seeds by SHA-256 from a text that nobody chose, such as the hash of the commit in
// which the detector was fixed. --scale measures 100,000 accounts with 10 million votes in place of that.
// Ends with status 1 when an account is accused in vain or a recall of the rings asked for is below 0.9.

#include "papers/lockstep.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "base/digest.h"
#include "base/english.h"
#include "voters.h"

namespace broadsheet::bench {
namespace {

constexpr double kRecallMin = 0.9;

struct Tally {
  std::map<std::string, std::size_t> planted;  // by kind
  std::map<std::string, std::size_t> named;
  std::size_t accounts = 0;
  std::size_t votes = 0;
  double seconds_longest = 0;  // of processor time
};

bool is_ring(const std::string& kind) {
  return kind.rfind("ring", 0) == 0;
}

void run(const WorldOptions& options, std::uint64_t seed, Tally& tally) {
  const World world = WorldMaker(options, seed).make();
  const std::clock_t began = std::clock();
  const auto groups = papers::find_lockstep(world.votes);
  tally.seconds_longest =
      std::max(tally.seconds_longest, static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  for (const std::string& kind : world.kinds) ++tally.planted[kind];
  for (const auto& group : groups)
    for (const auto& account : group.accounts) ++tally.named[world.kinds[account.value()]];
  tally.accounts += world.kinds.size();
  tally.votes += world.votes.size();
}

Tally run_all(const WorldOptions& options, const std::vector<std::uint64_t>& seeds) {
  Tally tally;
  for (const std::uint64_t seed : seeds) run(options, seed, tally);
  return tally;
}

// Prints a line for each kind and says whether the demands hold.
bool print(const Tally& tally) {
  bool good = true;
  for (const auto& [kind, planted] : tally.planted) {
    const auto found = tally.named.find(kind);
    const std::size_t named = found == tally.named.end() ? 0 : found->second;
    const double share = static_cast<double>(named) / static_cast<double>(planted);
    std::printf("| %s | %zu | %zu | %s |\n", kind.c_str(), planted, named,
                is_ring(kind) ? ("recall " + std::to_string(share).substr(0, 5)).c_str()
                              : (named == 0 ? "none accused" : "**accused**"));
    good = good && (is_ring(kind) ? share >= kRecallMin : named == 0);
  }
  return good;
}

long peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void print_cost(const Tally& tally, std::size_t seeds) {
  std::printf(
      "\n%zu worlds, %s accounts, %s votes; longest report %.2f s of processor time; peak memory %ld "
      "MiB.\n\n",
      seeds, with_thousands(tally.accounts).c_str(), with_thousands(tally.votes).c_str(),
      tally.seconds_longest, peak_mib());
  std::fflush(stdout);
}

void print_head() {
  std::printf("| accounts | of them there are | named | |\n|---|---:|---:|---|\n");
}

const std::vector<Ring>& asked_for() {
  static const std::vector<Ring> rings{{.name = "ring of 8"}, {.name = "ring of 4", .members = 4}};
  return rings;
}

// Not asked for: where the report ends.
std::vector<Ring> harder() {
  using When = Ring::When;
  std::vector<Ring> rings;
  for (const unsigned members : {2U, 3U, 40U}) {
    rings.push_back({.name = "ring of " + std::to_string(members), .members = members});
  }
  rings.push_back({.name = "ring of 8, 8 papers", .targets = 8});
  rings.push_back({.name = "ring of 4, 8 papers", .members = 4, .targets = 8});
  rings.push_back({.name = "ring of 8, within 30 minutes", .spread_s = 1800});
  rings.push_back({.name = "ring of 8, within an hour", .spread_s = 3600});
  rings.push_back({.name = "ring of 8, each of 80 % of the papers", .takes_part = 0.8});
  rings.push_back({.name = "ring of 8, each of 60 % of the papers", .takes_part = 0.6});
  rings.push_back({.name = "ring of 8, not camouflaged", .sittings_min = 0});
  rings.push_back({.name = "ring of 8, camouflaged by 60 sittings", .sittings_min = 60});
  rings.push_back({.name = "ring of 4, camouflaged by 60 sittings", .members = 4, .sittings_min = 60});
  rings.push_back({.name = "ring of 8, papers of the front page", .popular = true});
  rings.push_back({.name = "ring of 4, papers of the front page", .members = 4, .popular = true});
  rings.push_back({.name = "ring of 8, at three each night", .when = When::kThreeAtNight});
  rings.push_back({.name = "ring of 8, all in one sitting", .when = When::kOneSitting});
  return rings;
}

// Honest groups that vote ever sooner after their meetings.
void print_sooner(const std::vector<std::uint64_t>& seeds) {
  std::printf("| reading groups vote within | accounts | named |\n|---|---:|---:|\n");
  for (const int minutes : {60, 45, 40, 30, 20}) {
    WorldOptions options;
    options.lab_hour_s = minutes * 60;
    const Tally tally = run_all(options, seeds);
    std::size_t named = 0;
    for (const char* kind : {"lab", "meeting"})
      if (const auto found = tally.named.find(kind); found != tally.named.end()) named += found->second;
    std::printf("| %d minutes | %zu | %zu |\n", minutes,
                tally.planted.at("lab") + tally.planted.at("meeting"), named);
  }
}

std::vector<std::uint64_t> seeds_from(const std::string& text, std::size_t count) {
  std::vector<std::uint64_t> seeds;
  for (std::size_t i = 0; i < count; ++i) {
    const Sha256 digest = sha256(text + ":" + std::to_string(i));
    std::uint64_t seed = 0;
    std::memcpy(&seed, digest.data(), sizeof seed);
    seeds.push_back(seed);
  }
  return seeds;
}

int run_scale(std::uint64_t seed) {
  WorldOptions options;
  options.accounts = 100'000;
  options.papers_a_day = 500;
  options.sittings_median = 17.5;
  options.subscribers = 5'000;
  options.rings = asked_for();
  Tally tally;
  run(options, seed, tally);
  print_head();
  const bool good = print(tally);
  print_cost(tally, 1);
  return good ? 0 : 1;
}

int run_bench(const std::vector<std::uint64_t>& seeds) {
  WorldOptions options;
  options.rings = asked_for();
  const Tally asked = run_all(options, seeds);
  print_head();
  const bool good = print(asked);
  print_cost(asked, seeds.size());
  options.rings = harder();
  const Tally more = run_all(options, seeds);
  print_head();
  print(more);
  std::printf("\n");
  print_sooner(seeds);
  return good ? 0 : 1;
}

}  // namespace
}  // namespace broadsheet::bench

int main(int argc, char** argv) {
  std::uint64_t first = 1;
  std::size_t count = 20;
  std::string from;
  bool scale = false;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : "";
    if (option == "--scale") {
      scale = true;
      continue;
    }
    if (option == "--seeds") first = std::strtoull(value, nullptr, 10);
    if (option == "--count") count = std::strtoull(value, nullptr, 10);
    if (option == "--seeds-from") from = value;
    ++i;
  }
  std::vector<std::uint64_t> seeds = broadsheet::bench::seeds_from(from, count);
  if (from.empty())
    for (std::size_t i = 0; i < count; ++i) seeds[i] = first + i;
  if (seeds.empty()) return 2;
  return scale ? broadsheet::bench::run_scale(seeds.front()) : broadsheet::bench::run_bench(seeds);
}
