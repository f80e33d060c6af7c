// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The Daily Papers API: each day page by page, until a page is empty. Votes go on being cast, so the last
// days are read again each time.

#include <charconv>
#include <utility>

#include "formats/fields.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

// Its first page, and how far back a harvest goes that nobody gave a day.
constexpr std::string_view kFirstDay = "2023-05-04";
constexpr std::chrono::days kReadAgain{3};
constexpr std::string_view kPageSize = "100";

// The place in the list: "2026-07-01 2" is the third page of that day.
struct Place {
  Day day;
  unsigned page = 0;
};

std::string to_text(const Place& place) {
  return format_day(place.day) + " " + std::to_string(place.page);
}

Place place_from(const std::string& text) {
  Place place;
  const std::size_t blank = text.find(' ');
  place.day = parse_day(text.substr(0, blank)).value_or(parse_day(kFirstDay).value());
  if (blank != std::string::npos)
    std::from_chars(text.data() + blank + 1, text.data() + text.size(), place.page);
  return place;
}

class DailyPapersProtocol : public Protocol {
 public:
  explicit DailyPapersProtocol(HarvestTarget target) : target_(std::move(target)) {}

  void begin(HarvestState& state, Day today) const override {
    state.drop_list();
    const Day first = parse_day(kFirstDay).value();
    Day from = target_.from.value_or(parse_day(state.from).value_or(first));
    state.list_from = format_day(std::max(from, first));
    state.list_began = format_day(target_.until.value_or(today));
    state.next = to_text({std::max(from, first), 0});
  }

  Question next(const HarvestState& state) const override {
    const Place place = place_from(state.next);
    return {target_.url + "/api/daily_papers?date=" + format_day(place.day) +
                "&limit=" + std::string(kPageSize) + "&p=" + std::to_string(place.page),
            {}};
  }

  Result<PageMeaning> read(const http::Fetched& answer, HarvestState& state) const override {
    const std::string_view body = formats::trim(answer.body);
    if (body.size() < 2 || !body.starts_with('[') || !body.ends_with(']'))
      return Error(ErrorCode::kInvalid, "this is no answer of the Daily Papers API");
    ++state.pages;
    const Place place = place_from(state.next);
    const bool is_empty = formats::trim(body.substr(1, body.size() - 2)).empty();
    if (!is_empty) {
      state.next = to_text({place.day, place.page + 1});
      return PageMeaning{.has_records = true};
    }
    const Day last = parse_day(state.list_began).value_or(place.day);
    if (place.day < last) {
      state.next = to_text({place.day + std::chrono::days(1), 0});
      return PageMeaning{};
    }
    state.from = format_day(last - kReadAgain);
    state.drop_list();
    return PageMeaning{.is_last = true};
  }

  std::optional<formats::Format> format() const override { return formats::Format::kDailyPapersJson; }

 private:
  const HarvestTarget target_;
};

}  // namespace

std::unique_ptr<Protocol> make_daily_papers_protocol(const HarvestTarget& target) {
  return std::make_unique<DailyPapersProtocol>(target);
}

}  // namespace broadsheet::ingest
