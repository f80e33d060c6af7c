// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/run_file.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "base/file.h"

namespace broadsheet::evaluate {
namespace {

std::vector<std::string> ids(const Ranking& ranking) {
  std::vector<std::string> all;
  for (const RankedDocument& document : ranking) all.push_back(document.id);
  return all;
}

class Folder {
 public:
  Folder() : path_(make_temporary_folder("run-file").value()) {}
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

TEST(RunFile, PutsTiesInDescendingOrderOfIds) {
  Ranking ranking = {{"a", 1}, {"c", 1}, {"b", 2}, {"b2", 1}};
  sort_ranking(ranking);
  EXPECT_EQ(ids(ranking), (std::vector<std::string>{"b", "c", "b2", "a"}));
}

TEST(RunFile, IsReadAsTrecEvalReadsIt) {
  const Folder folder;
  ASSERT_TRUE(write_file_atomically(folder.file("run"),
                                    "1 Q0 a 1 0.5 x\n1\tQ0\tb\t9\t0.75 x\n2 Q0 a 1 1e-3 x\n1 Q0 c 3 0.5 x\n")
                  .ok());
  const auto run = read_run(folder.file("run"));
  ASSERT_TRUE(run.ok()) << run.error().message();
  EXPECT_EQ(ids(run.value().at("1")), (std::vector<std::string>{"b", "c", "a"}));
  EXPECT_EQ(run.value().size(), 2u);
}

TEST(RunFile, ThatIsBrokenSaysWhere) {
  const Folder folder;
  for (const char* text :
       {"1 Q0 a 1 0.5\n", "1 Q0 a 1 high x\n", "1 Q0 a 1 nan x\n", "1 Q0 a 1 1 x\n1 Q0 a 2 0 x\n"}) {
    ASSERT_TRUE(write_file_atomically(folder.file("run"), text).ok());
    const auto run = read_run(folder.file("run"));
    ASSERT_FALSE(run.ok()) << text;
    EXPECT_NE(run.error().message().find("run:"), std::string::npos) << run.error().message();
  }
}

TEST(RunFile, RefusesIdsThatWouldBreakItsColumns) {
  const Folder folder;
  EXPECT_FALSE(write_run(folder.file("run"), {{"q", {{"a b", 1}}}}, "x").ok());
  EXPECT_FALSE(write_run(folder.file("run"), {{"", {{"a", 1}}}}, "x").ok());
}

RC_GTEST_PROP(RunFile, KeepsTheOrderInSinglePrecision, ()) {
  const auto values = *rc::gen::container<std::vector<double>>(
      rc::gen::map(rc::gen::inRange(0, 40), [](int step) { return 17.25 + step * 1e-9; }));
  Ranking ranking;
  for (std::size_t i = 0; i < values.size(); ++i) ranking.push_back({"d" + std::to_string(i), values[i]});
  sort_ranking(ranking);
  const Folder folder;
  RC_ASSERT(write_run(folder.file("run"), {{"q", ranking}}, "x").ok());
  const auto again = read_run(folder.file("run"));
  RC_ASSERT(again.ok());
  if (ranking.empty()) {
    RC_ASSERT(again.value().empty());
  } else {
    RC_ASSERT(ids(again.value().at("q")) == ids(ranking));
  }
}

}  // namespace
}  // namespace broadsheet::evaluate
