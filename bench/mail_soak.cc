// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A year of mail for ten thousand readers in all time zones, on a clock of its own: whatever happens, each
// has one digest of each edition that is due (app/mail_simulation_testing.h, docs/bench/mail.md).
//
//   mail_soak [--readers N] [--days N] [--seed N]
//
// The data lies where temporary files do (TMPDIR); a year takes some gigabytes. Ends with status 1 if
// anything was not as it must be, and with 2, before anything, for what it does not understand: a run of
// minutes that becomes one of hours for a slip of the fingers helps nobody.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/mail_simulation_testing.h"

namespace broadsheet::app {
namespace {

void print_progress(const MailSimulation& simulation, std::chrono::duration<double> took) {
  const double choosing = simulation.choosing_time();
  const auto digests = static_cast<double>(simulation.oracle().digests());
  std::printf(
      "%s: %zu readers, %.0f digests, %zu papers in them, %zu wrong; %.0f s, of which choosing %.0f s: %.0f "
      "a second\n",
      format_instant(simulation.now()).substr(0, 10).c_str(), simulation.readers(), digests,
      simulation.oracle().items(), simulation.oracle().failed(), took.count(), choosing, digests / choosing);
  std::fflush(stdout);
}

int run(const SimulationOptions& options) {
  const auto began = std::chrono::steady_clock::now();
  MailSimulation simulation(options);
  constexpr int kStepsOfReport = 96 * 10;
  for (int step = 1; !simulation.over() && simulation.oracle().failed() == 0; ++step) {
    simulation.step();
    if (step % kStepsOfReport == 0) print_progress(simulation, std::chrono::steady_clock::now() - began);
  }
  print_progress(simulation, std::chrono::steady_clock::now() - began);
  std::printf("seed %llu: %zu quiet editions, %zu sent, %zu outages, %zu steps of clocks, %zu merges\n",
              static_cast<unsigned long long>(options.seed), simulation.oracle().quiet(),
              simulation.oracle().sent(), simulation.outages(), simulation.clock_steps(),
              simulation.merges());
  for (const std::string& failure : simulation.oracle().failures()) std::printf("%s\n", failure.c_str());
  return simulation.oracle().failed() == 0 ? 0 : 1;
}

// From 1 to `max`, with nothing behind it.
std::optional<std::uint64_t> read_count(std::string_view text, std::uint64_t max) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > max)
    return std::nullopt;
  return count;
}

// False for arguments that are none.
bool read_arguments(std::span<char* const> words, SimulationOptions& options) {
  constexpr std::uint64_t kReadersMax = 10'000'000;
  constexpr std::uint64_t kDaysMax = 10'000;
  for (; !words.empty(); words = words.subspan(2)) {
    if (words.size() < 2) return false;
    const std::string_view name = words[0];
    const std::uint64_t max = name == "--readers" ? kReadersMax
                              : name == "--days"  ? kDaysMax
                                                  : std::numeric_limits<std::uint64_t>::max();
    const std::optional<std::uint64_t> value = read_count(words[1], max);
    if (!value) return false;
    if (name == "--readers") {
      options.readers = *value;
    } else if (name == "--days") {
      options.days = static_cast<int>(*value);
    } else if (name == "--seed") {
      options.seed = *value;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace
}  // namespace broadsheet::app

int main(int argc, char** argv) {
  broadsheet::app::SimulationOptions options{.seed = 20260101,
                                             .begin = "2026-01-01",
                                             .days = 365,
                                             .readers = 10'000,
                                             .changes_of_a_reader = 4,
                                             .leaves_of_a_reader = 1};
  if (!broadsheet::app::read_arguments({argv + 1, static_cast<std::size_t>(std::max(argc - 1, 0))},
                                       options)) {
    std::fprintf(stderr, "usage: mail_soak [--readers N] [--days N] [--seed N]\n");
    return 2;
  }
  return broadsheet::app::run(options);
}
