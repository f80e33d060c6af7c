// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_body.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>

#include "base/date.h"
#include "base/digest.h"
#include "base/percent.h"
#include "papers/discussion.h"
#include "papers/organizations.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"

namespace broadsheet::papers {
namespace {

using store::PaperView;

void write_day(JsonWriter& json, const std::optional<PartialDate>& date) {
  if (date) {
    json.value(format_instant(Instant(date->day)));
  } else {
    json.null();
  }
}

void write_optional_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).value(text);
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

std::string thumbnail_of(const PaperView& paper, const std::string& id) {
  return paper.thumbnail.empty() ? "/thumbnails/" + percent_encode(id) + ".svg" : paper.thumbnail;
}

// The reader who has shown to be this author.
void write_claimed(JsonWriter& json, const PaperView& paper, std::string_view author) {
  for (const store::ClaimedAuthor& one : paper.claimed) {
    if (one.author != author) continue;
    json.key("status").value("claimed_verified").key("statusLastChangedAt");
    json.value(format_instant(one.since)).key("user");
    write_person(json, {one.name, one.fullname});
    return;
  }
}

void write_authors(JsonWriter& json, const PaperView& paper) {
  json.key("authors").begin_array();
  const std::vector<std::string> ids = author_ids(paper);
  for (std::size_t i = 0; i < paper.authors.size(); ++i) {
    const std::string& name = paper.authors[i];
    const bool first =
        std::ranges::find(paper.authors, name) - paper.authors.begin() == static_cast<std::ptrdiff_t>(i);
    json.begin_object().key("_id").value(ids[i]).key("name").value(name);
    json.key("hidden").value(false);
    write_optional_text(json, "orcid", paper.orcid_of(i));
    if (first) write_claimed(json, paper, name);
    json.end_object();
  }
  json.end_array();
}

// `name` is what the API sends, `user` what the Python client reads.
void write_submitter(JsonWriter& json, const PaperView& paper) {
  const std::string& name = paper.submitter.empty() ? paper.submitter_fullname : paper.submitter;
  if (name.empty()) {
    json.null();
    return;
  }
  json.begin_object().key("_id").value(object_id("user", name));
  json.key("avatarUrl").value(avatar_path(name));
  json.key("fullname").value(paper.submitter_fullname.empty() ? name : paper.submitter_fullname);
  json.key("isPro").value(false).key("isHf").value(false).key("isHfAdmin").value(false);
  json.key("isMod").value(false).key("followerCount").value(0).key("isUserFollowing").value(false);
  json.key("user").value(name).key("name").value(name).key("type").value("user").end_object();
}

bool has_submitter(const PaperView& paper) {
  return !paper.submitter.empty() || !paper.submitter_fullname.empty();
}

void write_organization(JsonWriter& json, const PaperView& paper) {
  const std::string& handle = paper.organization_handle;
  const std::string& name = paper.organization;
  if (handle.empty() && name.empty()) return;
  const std::string& key = handle.empty() ? name : handle;
  const std::string avatar = avatar_path(key);
  json.key("organization").begin_object();
  json.key("_id").value(organization_id(paper)).key("name").value(key);
  json.key("fullname").value(name.empty() ? handle : name);
  json.key("avatar").value(avatar).key("avatarUrl").value(avatar).end_object();
}

// What stands in the nested paper and again beside it, where the Python client looks for it.
void write_mirrored(JsonWriter& json, const PaperView& paper, const std::string& id,
                    const ShownSummary& shown) {
  json.key("id").value(id);
  json.key("upvotes").value(paper.upvotes());
  json.key("discussionId").value(object_id("discussion", id));
  write_optional_text(json, "projectPage", paper.project_page);
  write_optional_text(json, "githubRepo", paper.github_repo);
  if (paper.github_stars) json.key("githubStars").value(*paper.github_stars);
  write_optional_text(json, "ai_summary", shown.summary);
  if (!shown.keywords.empty()) write_texts(json, "ai_keywords", shown.keywords);
  if (shown.summary_is_extracted) json.key("ai_summary_model").value(kLocalExtractive);
  if (shown.keywords_are_extracted) json.key("ai_keywords_model").value(kLocalExtractive);
}

// Our own additions: what a reader here may want to know and the public API has no key for.
void write_own(JsonWriter& json, const PaperView& paper) {
  if (paper.published && paper.published->precision != DatePrecision::kDay) {
    json.key("publishedPrecision")
        .value(paper.published->precision == DatePrecision::kMonth ? "month" : "year");
  }
  if (paper.published_inferred) json.key("publishedInferred").value(true);
  if (paper.withdrawn) json.key("withdrawn").value(true);
  write_optional_text(json, "notice", paper.notice);
  if (paper.authors.empty() && paper.author_count) json.key("authorCount").value(*paper.author_count);
  write_optional_text(json, "shortSummary", paper.short_summary);
  json.key("ownUpvotes").value(paper.own_votes).key("sourceUpvotes").begin_array();
  for (const store::SourceVotes& votes : paper.votes) {
    json.begin_object().key("source").value(votes.source).key("upvotes").value(votes.upvotes);
    json.key("observedAt").value(format_instant(votes.observed_at)).end_object();
  }
  json.end_array();
  write_texts(json, "ids", paper.ids);
  write_texts(json, "sources", paper.sources);
  write_texts(json, "categories", paper.categories);
  write_optional_text(json, "venue", paper.venue);
  write_optional_text(json, "doi", paper.doi);
  write_optional_text(json, "url", paper.url);
  write_optional_text(json, "comment", paper.comment);
  write_optional_text(json, "language", paper.language);
}

// The keys of the API's paper object, without its braces.
void write_paper_keys(JsonWriter& json, const PaperView& paper, const std::string& id,
                      const ShownSummary& shown) {
  write_mirrored(json, paper, id, shown);
  write_authors(json, paper);
  write_texts(json, "mediaUrls", paper.media_urls);
  json.key("publishedAt");
  write_day(json, paper.published);
  if (paper.featured) json.key("submittedOnDailyAt").value(format_instant(Instant(*paper.featured)));
  if (has_submitter(paper)) {
    json.key("submittedOnDailyBy");
    write_submitter(json, paper);
  }
  json.key("title").value(paper.title).key("summary").value(paper.abstract);
  write_organization(json, paper);
  write_own(json, paper);
}

// The keys of a daily item, without its braces.
void write_linked(JsonWriter& json, const std::string& kind, const std::vector<std::string>& repositories) {
  json.key("linked" + kind);
  write_repositories(json, repositories);
  json.key("numTotal" + kind).value(repositories.size());
}

void write_listed_keys(JsonWriter& json, const PaperView& paper) {
  const std::string id = printed_id(paper);
  write_paper_keys(json, paper, id, shown_summary(paper));
  json.key("numComments").value(paper.comment_count());
  json.key("thumbnailUrl").value(thumbnail_of(paper, id));
}

void write_daily_keys(JsonWriter& json, const PaperView& paper, const ShownSummary& shown) {
  const std::string id = printed_id(paper);
  json.key("paper").begin_object();
  write_paper_keys(json, paper, id, shown);
  json.end_object();
  // The day of the edition: what the client's documentation calls "appeared in daily papers".
  json.key("publishedAt");
  write_day(json, paper.edition);
  json.key("title").value(paper.title).key("summary").value(paper.abstract);
  write_texts(json, "mediaUrls", paper.media_urls);
  json.key("thumbnail").value(thumbnail_of(paper, id));
  json.key("numComments").value(paper.comment_count());
  json.key("submittedBy");
  write_submitter(json, paper);
  write_organization(json, paper);
  json.key("isAuthorParticipating").value(paper.author_takes_part);
  write_mirrored(json, paper, id, shown);
}

void write_trending(JsonWriter& json, const TrendingScore& score) {
  json.key("trending").begin_object().key("score").value(score.total());
  for (const TrendingPart& part : trending_parts(score)) json.key(part.name).value(part.value);
  json.end_object();
}

}  // namespace

void write_repositories(JsonWriter& json, const std::vector<std::string>& repositories) {
  json.begin_array();
  for (const std::string& repository : repositories) json.raw(repository);
  json.end_array();
}

std::string avatar_path(std::string_view name) {
  return "/avatars/" + percent_encode(name) + ".svg";
}

std::vector<std::string> author_ids(const PaperView& paper) {
  // An author keeps its _id when others are added or change places; a namesake on the same paper gets
  // one of its own.
  std::map<std::string_view, int> namesakes;
  std::vector<std::string> ids;
  for (const std::string& name : paper.authors) {
    const int before = namesakes[name]++;
    std::string key = printed_id(paper) + "\n" + name;
    if (before > 0) key += "\n" + std::to_string(before);
    ids.push_back(object_id("author", key));
  }
  return ids;
}

std::string object_id(std::string_view kind, std::string_view key) {
  constexpr std::size_t kBytes = 12;
  const Sha256 digest = sha256(std::string(kind).append("\n").append(key));
  return hex(digest.data(), kBytes);
}

void write_search_item(JsonWriter& json, const FoundPaper& found, bool explained) {
  json.begin_object();
  write_daily_keys(json, found.view, given_summary(found.view));
  // Nobody is signed in, so nobody has voted.
  json.key("upvoted").value(false);
  json.key("highlightedTitle");
  write_highlights(found.title, json);
  json.key("highlightedSummary");
  write_highlights(found.abstract, json);
  json.key("score").value(found.score);
  if (explained) {
    json.key("why");
    write_why(found.why, json);
  }
  if (found.because) {
    json.key("because");
    write_because(*found.because, json);
  }
  json.end_object();
}

void write_listed_paper(JsonWriter& json, const PaperView& paper) {
  json.begin_object();
  write_listed_keys(json, paper);
  json.end_object();
}

void write_flat_paper(JsonWriter& json, const PaperView& paper, const std::vector<ShownComment>* comments) {
  json.begin_object();
  write_listed_keys(json, paper);
  write_linked(json, "Models", paper.linked_models);
  write_linked(json, "Datasets", paper.linked_datasets);
  write_linked(json, "Spaces", paper.linked_spaces);
  if (comments != nullptr) {
    json.key("comments").begin_array();
    for (const ShownComment& comment : *comments) write_comment(json, comment);
    json.end_array();
  }
  json.end_object();
}

void write_daily_item(JsonWriter& json, const PaperView& paper, const TrendingScores& scores) {
  json.begin_object();
  write_daily_keys(json, paper, shown_summary(paper));
  if (const auto found = scores.find(paper.number); found != scores.end())
    write_trending(json, found->second);
  json.end_object();
}

std::string daily_papers_body(const std::vector<PaperView>& papers, const TrendingScores& scores) {
  JsonWriter json;
  json.begin_array();
  for (const PaperView& paper : papers) write_daily_item(json, paper, scores);
  json.end_array();
  return json.take();
}

}  // namespace broadsheet::papers
