// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/harvest_state.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace broadsheet::ingest {
namespace {

struct TextField {
  std::string_view name;
  std::string HarvestState::*value;
};
constexpr std::array<TextField, 9> kTexts{{{"from", &HarvestState::from},
                                           {"next", &HarvestState::next},
                                           {"list_from", &HarvestState::list_from},
                                           {"list_began", &HarvestState::list_began},
                                           {"etag", &HarvestState::etag},
                                           {"last_modified", &HarvestState::last_modified},
                                           {"last_success", &HarvestState::last_success},
                                           {"last_error", &HarvestState::last_error},
                                           {"last_error_at", &HarvestState::last_error_at}}};

struct NumberField {
  std::string_view name;
  std::uint64_t HarvestState::*value;
};
constexpr std::array<NumberField, 2> kNumbers{
    {{"pages", &HarvestState::pages}, {"failures", &HarvestState::failures}}};

constexpr std::array<std::pair<char, std::string_view>, 3> kEscapes{
    {{'%', "%25"}, {'\n', "%0A"}, {'\r', "%0D"}}};

std::string escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto* const escape = std::ranges::find(kEscapes, c, &std::pair<char, std::string_view>::first);
    if (escape == kEscapes.end()) {
      escaped += c;
    } else {
      escaped += escape->second;
    }
  }
  return escaped;
}

// False for an escape that there is not.
bool unescape(std::string_view text, std::string& to) {
  while (!text.empty()) {
    std::size_t taken = 1;
    char c = text.front();
    if (c == '%') {
      const auto* const escape =
          std::ranges::find(kEscapes, text.substr(0, 3), &std::pair<char, std::string_view>::second);
      if (escape == kEscapes.end()) return false;
      c = escape->first;
      taken = escape->second.size();
    }
    to += c;
    text.remove_prefix(taken);
  }
  return true;
}

bool read_number(std::string_view text, std::uint64_t& to) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), to);
  return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

bool read_field(std::string_view name, std::string_view value, HarvestState& state) {
  for (const TextField& field : kTexts) {
    if (field.name == name) return unescape(value, state.*field.value);
  }
  for (const NumberField& field : kNumbers) {
    if (field.name == name) return read_number(value, state.*field.value);
  }
  return true;
}

}  // namespace

void HarvestState::drop_list() {
  next.clear();
  list_from.clear();
  list_began.clear();
  pages = 0;
}

std::string to_text(const HarvestState& state) {
  std::string text;
  for (const TextField& field : kTexts) {
    const std::string& value = state.*field.value;
    if (!value.empty()) text.append(field.name).append("=").append(escaped(value)).append("\n");
  }
  for (const NumberField& field : kNumbers) {
    const std::uint64_t value = state.*field.value;
    if (value != 0) text.append(field.name).append("=").append(std::to_string(value)).append("\n");
  }
  return text;
}

Result<HarvestState> state_from_text(std::string_view text) {
  HarvestState state;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos ||
        !read_field(line.substr(0, equals), line.substr(equals + 1), state))
      return Error(ErrorCode::kDamaged,
                   "the state of a harvest is not as it was written: '" + std::string(line) + "'");
  }
  return state;
}

}  // namespace broadsheet::ingest
