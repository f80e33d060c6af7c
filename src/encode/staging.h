// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Within this room only: a folder that is put together beside its place and then takes it by one rename.

#ifndef BROADSHEET_ENCODE_STAGING_H_
#define BROADSHEET_ENCODE_STAGING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/result.h"
#include "encode/carrier.h"
#include "encode/model_manifest.h"

namespace broadsheet::encode {

// Held while models are installed, chosen or removed; ends with its holder.
class StoreLock {
 public:
  // Makes the folder if it is not there, and clears away what a killed process left behind. kLocked, at once,
  // while another process has it.
  static Result<StoreLock> acquire(const std::string& folder);

 private:
  explicit StoreLock(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

// Confined to one thread; its folder vanishes with it unless it was published.
class Staging {
 public:
  // Under a StoreLock of `folder`.
  static Result<Staging> begin(const std::string& folder);
  Staging(Staging&& other) noexcept;
  Staging& operator=(Staging&&) = delete;
  ~Staging();

  const std::string& path() const { return path_; }

  // Unpacks a member into the file that `identity` describes. kInvalid, naming member and file, if its bytes
  // are not those.
  Result<void> add(Carrier& carrier, std::size_t member, const FileIdentity& identity);
  Result<void> add(const std::string& name, std::string_view bytes);

  // Makes everything durable under folder/name. True if that replaced a folder of this name.
  Result<bool> publish(const std::string& name);

 private:
  Staging(std::string folder, std::string path) : folder_(std::move(folder)), path_(std::move(path)) {}

  std::string folder_;
  std::string path_;
};

// Takes folder/name away by one rename and then clears it away. Under a StoreLock.
Result<void> discard(const std::string& folder, const std::string& name);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_STAGING_H_
