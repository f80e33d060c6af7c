// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Sampler: an even sample of a stream of unknown length (reservoir sampling, Vitter's algorithm R),
// from which a dictionary is trained. The choice is fixed by the count alone, so that the same
// files make the same record.

#ifndef BROADSHEET_INGEST_SAMPLER_H_
#define BROADSHEET_INGEST_SAMPLER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {

// Confined to one thread.
class Sampler {
 public:
  void add(std::string&& sample) {
    const std::size_t index = seen_++;
    if (samples_.size() < kSamplesMax) {
      samples_.push_back(cut(std::move(sample)));
      return;
    }
    const std::size_t place = hash64(&index, sizeof index) % (index + 1);
    if (place < samples_.size()) samples_[place] = cut(std::move(sample));
  }

  std::size_t seen() const { return seen_; }
  std::vector<std::string_view> samples() const { return {samples_.begin(), samples_.end()}; }

 private:
  static std::string cut(std::string&& sample) {
    if (sample.size() > kSampleBytesMax) sample.resize(kSampleBytesMax);
    return std::move(sample);
  }

  std::vector<std::string> samples_;
  std::size_t seen_ = 0;
};

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_SAMPLER_H_
