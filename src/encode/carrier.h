// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a model travels in: an archive (a jar, a wheel, any zip file) or a folder. Nothing in it is trusted;
// the names of its members are for telling them apart and for complaints, and never become paths of ours.

#ifndef BROADSHEET_ENCODE_CARRIER_H_
#define BROADSHEET_ENCODE_CARRIER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace broadsheet::encode {

struct CarrierMember {
  std::string name;
  std::uint64_t bytes = 0;  // as the carrier says
};

// Confined to one thread.
class Carrier {
 public:
  // Takes pieces of a member; an error ends the reading.
  using Take = std::function<Result<void>(std::span<const char> piece)>;

  virtual ~Carrier() = default;

  // At most kCarrierMembersMax.
  virtual const std::vector<CarrierMember>& members() const = 0;
  // Gives exactly members()[at].bytes, or kInvalid: a member that unpacks to more is cut off there.
  virtual Result<void> read(std::size_t at, const Take& take) = 0;
};

// kNotFound where there is nothing at `path`; kInvalid, with its name, for a file that is no zip archive or
// one that is cut short. Of a folder only the files directly in it count.
Result<std::unique_ptr<Carrier>> open_carrier(const std::string& path);

// A member of at most `bytes_max` bytes, whole.
Result<std::string> read_member(Carrier& carrier, std::size_t at, std::size_t bytes_max);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_CARRIER_H_
