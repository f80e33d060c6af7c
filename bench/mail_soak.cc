// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A year of mail for ten thousand readers in all time zones, on a clock of its own: whatever happens, each
// has one digest of each edition that is due (app/mail_simulation_testing.h, docs/bench/mail.md).
//
//   mail_soak [--readers N] [--days N] [--seed N]
//
// The data lies where temporary files do (TMPDIR); a year takes some gigabytes. Ends with status 1 if
// anything was not as it must be.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

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

}  // namespace
}  // namespace broadsheet::app

int main(int argc, char** argv) {
  broadsheet::app::SimulationOptions options{.seed = 20260101,
                                             .begin = "2026-01-01",
                                             .days = 365,
                                             .readers = 10'000,
                                             .changes_of_a_reader = 4,
                                             .leaves_of_a_reader = 1};
  for (int i = 1; i + 1 < argc; i += 2) {
    const unsigned long long value = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--readers") == 0) options.readers = value;
    if (std::strcmp(argv[i], "--days") == 0) options.days = static_cast<int>(value);
    if (std::strcmp(argv[i], "--seed") == 0) options.seed = value;
  }
  return broadsheet::app::run(options);
}
