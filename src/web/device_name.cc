// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/device_name.h"

#include <algorithm>
#include <span>

#include "base/ascii.h"
#include "papers/accounts.h"
#include "text/utf8.h"

namespace broadsheet::web {
namespace {

struct Mark {
  std::string_view mark;
  std::string_view name;
};

// Nearly every browser says that it is others too: the first mark that is found is what it is.
constexpr Mark kBrowsers[] = {
    {"Edg/", "Edge"},        {"OPR/", "Opera"},       {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
    {"CriOS/", "Chrome"},    {"Chrome/", "Chrome"},   {"Safari/", "Safari"}};
constexpr Mark kSystems[] = {{"iPhone", "an iPhone"}, {"iPad", "an iPad"},    {"Android", "Android"},
                             {"CrOS", "ChromeOS"},    {"Windows", "Windows"}, {"Macintosh", "a Mac"},
                             {"Linux", "Linux"}};

std::string_view name_of(std::span<const Mark> marks, std::string_view user_agent) {
  const auto found = std::ranges::find_if(
      marks, [&](const Mark& one) { return user_agent.find(one.mark) != user_agent.npos; });
  return found == marks.end() ? std::string_view() : found->name;
}

}  // namespace

std::string device_name(std::string_view user_agent) {
  const std::string_view browser = name_of(kBrowsers, user_agent);
  const std::string_view system = name_of(kSystems, user_agent);
  if (!browser.empty() && !system.empty()) return std::string(browser) + " on " + std::string(system);
  std::string_view rest = trimmed(user_agent);
  return text::sanitize_line(take_until(rest, ' ').substr(0, papers::kDeviceBytesMax));
}

}  // namespace broadsheet::web
