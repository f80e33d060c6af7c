// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/rss_item.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "formats/arxiv_announcement.h"
#include "formats/feed_text.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

// What follows "<b>LABEL:</b>" up to the end of its paragraph. The last label of the description may
// hold "</p>" itself (the feed does not escape the text), so it ends at the last one.
std::optional<std::string_view> labelled(std::string_view html, std::string_view label, bool is_last) {
  std::string mark = "<b>";
  mark.append(label).append(":</b>");
  const std::size_t at = html.find(mark);
  if (at == kNone) return std::nullopt;
  html.remove_prefix(at + mark.size());
  const std::size_t end = is_last ? html.rfind("</p>") : html.find("</p>");
  return trim(html.substr(0, end));
}

// The source of the first image of the description.
std::string image_source(std::string_view html) {
  const std::size_t image = html.find("<img ");
  if (image == kNone) return {};
  html.remove_prefix(image);
  html = html.substr(0, html.find('>'));
  constexpr std::string_view kSource = "src=\"";
  const std::size_t at = html.find(kSource);
  if (at == kNone) return {};
  html.remove_prefix(at + kSource.size());
  return clean(html.substr(0, html.find('"')));
}

// Fills what the Daily Papers feeds keep inside the description. Says whether it was there.
bool read_daily_papers_description(std::string_view html, SourceRecord& record,
                                   std::optional<std::int64_t>& upvotes) {
  const auto authors = labelled(html, "Authors", false);
  const auto votes = labelled(html, "Upvotes", false);
  const auto summary = labelled(html, "Summary", true);
  if (!authors && !votes && !summary) return false;
  if (authors) record.authors = split_names(*authors);
  if (summary) record.abstract = clean(*summary);
  if (votes) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(votes->data(), votes->data() + votes->size(), count);
    if (error == std::errc{} && end == votes->data() + votes->size() && count >= 0 && count <= kVotesMax) {
      upvotes = count;
    }
  }
  record.thumbnail = image_source(html.substr(0, html.find("<b>")));
  return true;
}

bool features(const RssChannel& channel) {
  const std::string title = ascii_lower(channel.title);
  return title.find("weekly") == kNone && title.find("monthly") == kNone && title.find("trending") == kNone;
}

// The id, the venue, the DOI and the day of the item.
void read_facts(const RssItem& item, SourceRecord& record) {
  record.title = clean(item.title);
  record.url = clean(item.link);
  record.venue = clean(item.venue);
  record.doi = clean(item.doi);
  auto id = canonical_id(item.link);
  if (!id) id = canonical_id(without_oai_prefix(item.guid));
  if (id) record.ids.push_back(std::move(*id));
  add_doi_ids(record);
  if (const auto published = read_rfc822(item.pub_date)) {
    record.published = PartialDate{std::chrono::floor<std::chrono::days>(*published), DatePrecision::kDay};
  }
  // The day of the paper rather than that of the item in its feed.
  if (const auto date = iso_date(item.date)) record.published = date;
}

// An item of arXiv's feeds of the day, as the Atom reader has it: it announces, and its word never replaces
// that of the archive's own interfaces. False if it is none.
bool read_announced(const RssItem& item, SourceRecord& record) {
  const auto announcement = read_arxiv_announcement(item.description);
  if (!announcement) return false;
  record.ids.insert(record.ids.begin(), announcement->id);
  record.ids.erase(std::remove(record.ids.begin() + 1, record.ids.end(), announcement->id), record.ids.end());
  record.abstract = clean(announcement->abstract);
  for (const std::string& creator : item.creators) {
    for (std::string& name : split_names(creator)) add_author(record, std::move(name));
  }
  const auto type = item.announce_type.empty() ? announcement->type : announce_type(item.announce_type);
  std::optional<Day> day;
  if (record.published) day = record.published->day;
  announce(record, announcement->id, type, day, announcement->version);
  record.published.reset();
  return true;
}

void read_plain_description(const RssItem& item, SourceRecord& record) {
  record.abstract = feed_abstract(item.description);
  if (record.abstract.empty()) record.abstract = feed_abstract(item.content);
  record.authors = feed_authors(item.creators);
  if (!record.authors.empty()) return;
  for (const std::string& mailbox : item.mailboxes) add_author(record, name_of_mailbox(mailbox));
}

void name_source(const RssChannel& channel, const RssItem& item, SourceRecord& record) {
  const std::string host = clean(host_of(trim(channel.link)));
  record.source = host.empty() ? "rss" : "rss:" + ascii_lower(host);
  record.key = record.ids.empty() ? clean(item.guid.empty() ? item.link : item.guid) : record.ids.front();
  if (record.key.empty()) record.key = default_key(record);
  record.language = clean(item.language.empty() ? channel.language : item.language);
}

}  // namespace

std::optional<Instant> channel_time(const RssChannel& channel) {
  if (const auto built = read_rfc822(channel.last_build_date)) return built;
  return read_rfc822(channel.pub_date);
}

bool is_daily_papers_channel(const RssChannel& channel) {
  const std::string host = ascii_lower(host_of(trim(channel.link)));
  return (host == "huggingface.co" || host == "hf.co" || host == "www.huggingface.co") &&
         channel.link.find("/papers") != kNone;
}

std::string read_rss_item(const RssChannel& channel, const RssItem& item, const ReaderOptions& options,
                          Instant newest, std::uint32_t place, SourceRecord& record) {
  read_facts(item, record);
  for (const std::string& category : item.categories)
    add_text(record.categories, clean(category), kCategoriesMax);
  if (read_announced(item, record)) return broken_rule(record);
  std::optional<std::int64_t> upvotes;
  if (!read_daily_papers_description(item.description, record, upvotes)) read_plain_description(item, record);
  auto built = channel_time(channel);
  if (!built && options.as_of) built = start_of(*options.as_of);
  if (upvotes) record.votes = VoteCount{*upvotes, built.value_or(newest)};

  if (!is_daily_papers_channel(channel)) {
    name_source(channel, item, record);
    return broken_rule(record);
  }
  record.source = kDailyPapersSource;
  record.key = "rss:" + default_key(record);
  if (built && features(channel)) {
    record.featured = std::chrono::floor<std::chrono::days>(*built);
    record.feed_place = place;
  }
  return broken_rule(record);
}

}  // namespace broadsheet::formats
