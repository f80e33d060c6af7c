// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What it costs to read the recorded files of the shared data, where they are present: no file may take a
// second of the processor, or more memory than a record and what its format holds back need.

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <malloc.h>
#include <memory>
#include <span>
#include <string>

#include "base/compress.h"
#include "formats/limits.h"
#include "formats/reader.h"

namespace broadsheet::formats {
namespace {

const std::filesystem::path kRaw = "../shared/data/raw";
constexpr std::uint64_t kMemoryBytesMax = std::uint64_t{64} << 20;
#ifdef BROADSHEET_SANITIZED
constexpr double kSecondsMax = 30;
#else
constexpr double kSecondsMax = 1;
#endif

class DroppingSink final : public RecordSink {
 public:
  void on_record(SourceRecord&&, std::string_view, Location) override {}
  void on_votes(VoteObservation&&, Location) override {}
  void on_reject(Reject&&) override {}
  void on_note(std::string&&) override {}
  bool stopped() const override { return false; }
};

// As `ingest` does: piece by piece, the format told by the first one.
void read_in_pieces(const std::string& path) {
  const auto source = open_byte_source(path).value();
  std::string piece(kRecogniseBytes, '\0');
  std::unique_ptr<Reader> reader;
  DroppingSink sink;
  for (;;) {
    const std::size_t size = source->read(std::span(piece)).value();
    const std::string_view bytes(piece.data(), size);
    if (size == 0) break;
    if (!reader) reader = make_reader(recognise(bytes), {});
    if (!reader || !reader->feed(bytes, sink).ok()) return;
  }
  if (reader) (void)reader->finish(sink);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// A value of /proc/self/status; 0 if it is not there.
std::uint64_t status_bytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(key + ":", 0) == 0) return std::stoull(line.substr(key.size() + 1)) << 10;
  }
  return 0;
}

// The peak begins again at what is in use now. False where the kernel does not do that.
bool forget_peak() {
  malloc_trim(0);
  std::ofstream clear("/proc/self/clear_refs");
  clear << "5" << std::flush;
  return clear.good();
}

class RawFilesCost : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  }

  template <typename Look>
  static void for_each_file(Look&& look) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRaw)) {
      if (entry.is_regular_file()) look(entry.path().string());
    }
  }
};

TEST_F(RawFilesCost, NoFileTakesASecond) {
  double longest = 0;
  for_each_file([&](const std::string& path) {
    const double before = processor_seconds();
    read_in_pieces(path);
    const double taken = processor_seconds() - before;
    EXPECT_LE(taken, kSecondsMax) << path;
    longest = std::max(longest, taken);
  });
  RecordProperty("longest_ms", static_cast<int>(longest * 1000));
}

TEST_F(RawFilesCost, NoFileTakesMuchMemory) {
#ifdef BROADSHEET_SANITIZED
  GTEST_SKIP() << "sanitizers keep what was freed";
#endif
  if (!forget_peak()) GTEST_SKIP() << "the peak can't be measured here";
  std::uint64_t most = 0;
  for_each_file([&](const std::string& path) {
    forget_peak();
    const std::uint64_t before = status_bytes("VmRSS");
    read_in_pieces(path);
    const std::uint64_t peak = status_bytes("VmHWM");
    const std::uint64_t grown = peak - std::min(before, peak);
    EXPECT_LE(grown, kMemoryBytesMax) << path;
    most = std::max(most, grown);
  });
  RecordProperty("most_kib", static_cast<int>(most >> 10));
}

// The measure is one: what is taken and given back shows in it.
TEST_F(RawFilesCost, ThePeakIsSeen) {
#ifdef BROADSHEET_SANITIZED
  GTEST_SKIP() << "sanitizers keep what was freed";
#endif
  if (!forget_peak()) GTEST_SKIP() << "the peak can't be measured here";
  const std::uint64_t before = status_bytes("VmRSS");
  std::string(2 * kMemoryBytesMax, 'x').clear();
  EXPECT_GE(status_bytes("VmHWM"), before + kMemoryBytesMax);
}

}  // namespace
}  // namespace broadsheet::formats
