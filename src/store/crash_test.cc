// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A writer that is killed at random moments: what it acknowledged is there, nothing is half there.

#include <cstdint>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <signal.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include "base/file.h"
#include "store/record.h"

namespace broadsheet::store {
namespace {

constexpr int kKills = 25;
constexpr int kPapersEach = 3;

// Adds papers by threes for ever, each three in a transaction of its own, and writes the head to
// the pipe after each commit. Runs in a child process and never returns.
[[noreturn]] void write_for_ever(const std::string& folder, int acknowledged, Durability durability) {
  auto record = Record::open(folder, Record::Mode::kWrite);
  if (!record.ok()) ::_exit(2);
  for (std::uint64_t round = 0;; ++round) {
    auto transaction = (*record)->begin(durability);
    if (!transaction.ok()) ::_exit(3);
    for (int i = 0; i < kPapersEach; ++i) {
      PaperView view;
      view.ids = {"arxiv:" + std::to_string(::getpid()) + "." + std::to_string(round) + "." +
                  std::to_string(i)};
      const auto identity = transaction->add_identity(view.ids[0], true);
      if (!identity.ok()) ::_exit(4);
      view.number = PaperNumber(identity->value());
      view.title = "a title that fills some bytes " + std::to_string(round);
      if (!transaction->put_paper(view).ok()) ::_exit(5);
    }
    const Result<Revision> revision = transaction->commit();
    if (!revision.ok()) ::_exit(6);
    const std::uint64_t head = revision.value().value();
    if (::write(acknowledged, &head, sizeof head) != sizeof head) ::_exit(7);
  }
}

// The last head that the child acknowledged before it was killed; 0 for none.
std::uint64_t run_and_kill(const std::string& folder, Durability durability, std::uint32_t after_us) {
  int pipe_ends[2];
  if (::pipe2(pipe_ends, O_CLOEXEC) != 0) return 0;
  const pid_t child = ::fork();
  if (child == 0) write_for_ever(folder, pipe_ends[1], durability);
  ::close(pipe_ends[1]);
  std::uint64_t head = 0;
  std::uint64_t next = 0;
  // The first acknowledgement shows that it is at work; the rest of its life is random.
  if (::read(pipe_ends[0], &next, sizeof next) == sizeof next) head = next;
  ::usleep(after_us);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with " << WEXITSTATUS(status);
  while (::read(pipe_ends[0], &next, sizeof next) == sizeof next) head = next;
  ::close(pipe_ends[0]);
  return head;
}

TEST(RecordCrash, AKilledWriterLosesNothingAcknowledgedAndLeavesNothingHalf) {
  const std::string folder = *make_temporary_folder("crash");
  std::mt19937 random(20260801);
  for (int kill = 0; kill < kKills; ++kill) {
    const Durability durability = kill % 2 == 0 ? Durability::kBulk : Durability::kInteractive;
    const std::uint64_t acknowledged =
        run_and_kill(folder, durability, static_cast<std::uint32_t>(random() % 20000));
    ASSERT_GT(acknowledged, 0u);
    auto record = Record::open(folder, Record::Mode::kRead);
    ASSERT_TRUE(record.ok());
    const std::uint64_t head = (*record)->head()->value();
    EXPECT_GE(head, acknowledged);
    EXPECT_EQ(head % kPapersEach, 0u) << "a transaction is half there";
    EXPECT_EQ((*record)->counts()->papers, head);
    EXPECT_TRUE((*record)->stamp_of(Revision(head))->has_value());
    EXPECT_THAT(*(*record)->check(true), ::testing::IsEmpty());
  }
  ASSERT_TRUE(remove_all(folder).ok());
}

}  // namespace
}  // namespace broadsheet::store
