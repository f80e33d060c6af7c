// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/power.h"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/file.h"

namespace broadsheet::app {
namespace {

// One word of a supply; empty where it does not say.
std::string property(const std::filesystem::path& supply, std::string_view name) {
  constexpr std::size_t kBytesMax = 4096;  // a page, as the kernel writes them
  const Result<std::string> text = read_file((supply / name).string(), kBytesMax);
  if (!text.ok()) return {};
  return text->substr(0, text->find('\n'));
}

}  // namespace

bool on_battery(const std::string& folder) {
  bool discharging = false;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string type = property(at->path(), "type");
    if (type == "Mains" || type == "USB") {
      if (property(at->path(), "online") == "1") return false;
    } else if (type == "Battery" && property(at->path(), "scope") != "Device") {
      // A mouse's battery is a supply too, of a device.
      discharging = discharging || property(at->path(), "status") == "Discharging";
    }
  }
  return discharging;
}

}  // namespace broadsheet::app
