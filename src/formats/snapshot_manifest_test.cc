// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/snapshot_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"

namespace broadsheet::formats {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string entry(const std::string& path,
                  const std::string& meta = R"({"content_length":9,"record_count":3})") {
  return R"({"url":"s3://openalex/)" + path + R"(","meta":)" + meta + "}";
}

std::string entries(const std::string& list) {
  return R"({"entries":[)" + list + R"(],"meta":{"content_length":9,"record_count":3}})";
}

SnapshotManifest read(const std::string& json) {
  auto manifest = read_snapshot_manifest(json);
  EXPECT_TRUE(manifest.ok()) << (manifest.ok() ? "" : manifest.error().message());
  return manifest.ok() ? std::move(manifest).value() : SnapshotManifest();
}

// The reason why the only file of a manifest is refused; empty if it is not.
std::string refusal(const std::string& list) {
  const SnapshotManifest manifest = read(entries(list));
  return manifest.refused.empty() ? "" : manifest.refused.back().reason;
}

TEST(SnapshotManifest, ListsThePartsOfAnEntityOfOpenAlex) {
  const SnapshotManifest manifest =
      read(entries(entry("data/works/updated_date=2024-01-15/part_000.gz") + "," +
                   entry("data/works/updated_date=2024-01-16/part_001.gz", "{}")));
  EXPECT_EQ(manifest.kind, SnapshotKind::kOpenAlex);
  ASSERT_THAT(manifest.parts, SizeIs(2));
  const ManifestPart& part = manifest.parts[0];
  EXPECT_EQ(part.path, "data/works/updated_date=2024-01-15/part_000.gz");
  EXPECT_EQ(part.set, "works");
  EXPECT_EQ(format_day(*part.day), "2024-01-15");
  EXPECT_EQ(part.bytes, 9U);
  EXPECT_EQ(part.records, 3U);
  EXPECT_FALSE(part.deletions);
  EXPECT_FALSE(manifest.parts[1].bytes || manifest.parts[1].records);
  EXPECT_THAT(manifest.refused, IsEmpty());
}

TEST(SnapshotManifest, ListsThePartsOfAllEntitiesOfOneManifest) {
  const SnapshotManifest manifest =
      read(R"({"date":"2026-06-26","entities":[{"entity_type":"authors","files":[)" +
           entry("data/jsonl/authors/updated_date=2026-06-24/part_0000.gz") +
           R"(]},{"entity_type":"works","files":[)" +
           entry("data/jsonl/works/updated_date=2026-06-24/part_0000.gz") + "]}]}");
  ASSERT_THAT(manifest.parts, SizeIs(2));
  EXPECT_EQ(manifest.parts[0].set, "authors");
  EXPECT_EQ(manifest.parts[1].set, "works");
  EXPECT_EQ(format_day(*manifest.parts[1].day), "2026-06-24");
  EXPECT_FALSE(gives_papers(manifest.kind, "authors"));
  EXPECT_TRUE(gives_papers(manifest.kind, "works"));
}

TEST(SnapshotManifest, ListsADataSetOfSemanticScholar) {
  const SnapshotManifest manifest =
      read(R"({"name":"papers","description":"d","README":"r","files":[)"
           R"("https://ai2-s2ag.s3.amazonaws.com/staging/2023-03-28/papers/20230331_0_x.gz?Key=A%2F"]})");
  EXPECT_EQ(manifest.kind, SnapshotKind::kSemanticScholar);
  ASSERT_THAT(manifest.parts, SizeIs(1));
  EXPECT_EQ(manifest.parts[0].path, "staging/2023-03-28/papers/20230331_0_x.gz");
  EXPECT_EQ(manifest.parts[0].set, "papers");
  EXPECT_EQ(format_day(*manifest.parts[0].day), "2023-03-28");
}

TEST(SnapshotManifest, ListsTheChangesOfReleases) {
  const SnapshotManifest manifest =
      read(R"({"dataset":"papers","start_release":"2023-08-01","end_release":"2023-08-15","diffs":[)"
           R"({"from_release":"2023-08-01","to_release":"2023-08-08","update_files":["https://h/a/u1.gz"],)"
           R"("delete_files":["https://h/a/d1.gz"]},)"
           R"({"from_release":"2023-08-08","to_release":"2023-08-15","update_files":["https://h/a/u2.gz"],)"
           R"("delete_files":[]}]})");
  EXPECT_TRUE(manifest.is_changes);
  EXPECT_EQ(format_day(*manifest.base), "2023-08-01");
  ASSERT_THAT(manifest.parts, SizeIs(3));
  EXPECT_TRUE(manifest.parts[1].deletions);
  EXPECT_EQ(format_day(*manifest.parts[1].day), "2023-08-08");
  EXPECT_EQ(manifest.parts[2].path, "a/u2.gz");
  EXPECT_FALSE(manifest.parts[2].deletions);
}

TEST(SnapshotManifest, RefusesWhatCanBeNoFileOfASnapshotInWords) {
  const std::string at = "data/works/updated_date=2024-01-15/";
  EXPECT_THAT(refusal(entry(at + "../../../etc/passwd")), HasSubstr("leads out"));
  EXPECT_THAT(refusal(entry(at + "./part.gz")), HasSubstr("leads out"));
  EXPECT_THAT(refusal(entry(at + "/part.gz")), HasSubstr("empty name"));
  EXPECT_THAT(refusal(R"({"url":"/works/updated_date=2024-01-15/part.gz"})"), HasSubstr("absolute"));
  EXPECT_THAT(refusal(R"({"url":"file:///works/updated_date=2024-01-15/part.gz"})"), HasSubstr("none of s3"));
  EXPECT_THAT(refusal(entry(at + "part\\u0000.gz")), HasSubstr("control characters"));
  EXPECT_THAT(refusal(R"({"url":"s3://openalex"})"), HasSubstr("no file"));
  EXPECT_THAT(refusal(R"({"url":7})"), HasSubstr("no address"));
  EXPECT_THAT(refusal("7"), HasSubstr("no object"));
  EXPECT_THAT(refusal(entry("data/works/part.gz")), HasSubstr("no partition"));
  EXPECT_THAT(refusal(entry(at + std::string(kUrlBytesMax, 'x'))), HasSubstr("longer than"));
  for (const char* meta : {R"({"content_length":-1})", R"({"content_length":1e300})",
                           R"({"content_length":"9"})", R"({"content_length":[9]})"}) {
    EXPECT_THAT(refusal(entry(at + "part.gz", meta)), HasSubstr("content_length")) << meta;
  }
  EXPECT_THAT(refusal(entry(at + "part.gz", R"({"record_count":1.5})")), HasSubstr("record_count"));
  const SnapshotManifest twice = read(entries(entry(at + "part.gz") + "," + entry(at + "part.gz")));
  EXPECT_THAT(twice.parts, SizeIs(1));
  EXPECT_EQ(twice.refused.at(0).reason, "named twice");
}

TEST(SnapshotManifest, KeepsBounds) {
  std::string many = entry("data/works/updated_date=2024-01-15/0");
  for (std::size_t i = 1; i <= kManifestPartsMax; ++i) many += ",{}";
  const auto too_many = read_snapshot_manifest(entries(many));
  ASSERT_FALSE(too_many.ok());
  EXPECT_EQ(too_many.error().code(), ErrorCode::kTooLarge);

  std::string broken = "{}";
  for (std::size_t i = 1; i < 3 * kRefusedPartsMax; ++i) broken += ",{}";
  const SnapshotManifest refused = read(entries(broken));
  EXPECT_THAT(refused.refused, SizeIs(kRefusedPartsMax));
  EXPECT_EQ(refused.refused_count, 3 * kRefusedPartsMax);

  EXPECT_EQ(read_snapshot_manifest(std::string(kManifestBytesMax + 1, ' ')).error().code(),
            ErrorCode::kTooLarge);
  const std::string deep = R"({"entries":)" + std::string(1'000'000, '[');
  EXPECT_EQ(read_snapshot_manifest(deep).error().code(), ErrorCode::kInvalid);
  const std::string huge =
      entry("data/works/updated_date=2024-01-15/a", R"({"record_count":18446744073709551616})");
  EXPECT_EQ(read_snapshot_manifest(entries(huge)).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(read_snapshot_manifest("").error().code(), ErrorCode::kInvalid);
}

TEST(SnapshotManifest, LeavesOtherDocumentsAlone) {
  EXPECT_TRUE(may_be_manifest(entries(entry("data/works/updated_date=2024-01-15/part_000.gz"))));
  for (const char* other :
       {"{}", "[]", "", R"({"id":"https://openalex.org/W1","title":"T"})",
        R"({"entries":[{"url":"s3://mine/table/part.gz"}]})", R"({"name":"x","files":[]})"}) {
    EXPECT_FALSE(may_be_manifest(other)) << other;
  }
  for (const char* other :
       {"{}", "[]", R"({"name":"kitchen","README":"r","files":["https://h/a"]})", R"({"diffs":[]})"}) {
    EXPECT_EQ(read_snapshot_manifest(other).error().code(), ErrorCode::kUnsupported) << other;
  }
}

}  // namespace
}  // namespace broadsheet::formats
