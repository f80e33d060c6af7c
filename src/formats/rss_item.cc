// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/rss_item.h"

#include <algorithm>
#include <charconv>

#include "formats/fields.h"
#include "formats/limits.h"

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
  record.title = clean(item.title);
  record.url = clean(item.link);
  auto id = canonical_id(item.link);
  if (!id) id = canonical_id(item.guid);
  if (id) record.ids.push_back(std::move(*id));
  if (const auto published = read_rfc822(item.pub_date)) {
    record.published = PartialDate{std::chrono::floor<std::chrono::days>(*published), DatePrecision::kDay};
  }
  std::optional<std::int64_t> upvotes;
  if (!read_daily_papers_description(item.description, record, upvotes)) {
    record.abstract = clean(item.description);
    for (const std::string& creator : item.creators) {
      if (std::string name = clean(creator); !name.empty()) record.authors.push_back(std::move(name));
    }
  }
  for (const std::string& category : item.categories) {
    if (std::string name = clean(category); !name.empty()) record.categories.push_back(std::move(name));
  }
  auto built = channel_time(channel);
  if (!built && options.as_of) built = start_of(*options.as_of);
  if (upvotes) record.votes = VoteCount{*upvotes, built.value_or(newest)};

  if (is_daily_papers_channel(channel)) {
    record.source = kDailyPapersSource;
    record.key = "rss:" + default_key(record);
    if (built && features(channel)) {
      record.featured = std::chrono::floor<std::chrono::days>(*built);
      record.feed_place = place;
    }
  } else {
    const std::string host = clean(host_of(trim(channel.link)));
    record.source = host.empty() ? "rss" : "rss:" + ascii_lower(host);
    record.key = record.ids.empty() ? clean(item.guid.empty() ? item.link : item.guid) : record.ids.front();
    if (record.key.empty()) record.key = default_key(record);
    record.language = clean(channel.language);
  }
  return broken_rule(record);
}

}  // namespace broadsheet::formats
