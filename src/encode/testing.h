// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A model for tests: no weights, no files, the same vectors everywhere. A text is the sum of its words, each
// of which has a direction of its own, so that texts with words in common are near each other. Words are told
// apart by blanks, and capitals count as small letters.

#ifndef BROADSHEET_ENCODE_TESTING_H_
#define BROADSHEET_ENCODE_TESTING_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/digest.h"
#include "encode/encoder.h"

namespace broadsheet::encode {

class FakeEncoder : public Encoder {
 public:
  FakeEncoder(std::size_t dimension, std::uint64_t seed) : dimension_(dimension), seed_(seed) {}

  std::size_t dimension() const override { return dimension_; }

  Result<void> encode(std::string_view text, TextKind /*kind*/, std::span<float> out) override {
    CHECK(out.size() == dimension_);
    std::vector<double> sums(dimension_, 0.0);
    add("", 0.01, sums);  // what every text has, so that the empty one has a direction, too
    std::string word;
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n' || c == '\t';
      if (!blank) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
      if (blank && !word.empty()) add(std::exchange(word, ""), 1.0, sums);
    }
    if (!word.empty()) add(word, 1.0, sums);
    double square = 0;
    for (const double sum : sums) square += sum * sum;
    for (std::size_t i = 0; i < dimension_; ++i) out[i] = static_cast<float>(sums[i] / std::sqrt(square));
    return {};
  }

 private:
  void add(std::string_view word, double weight, std::vector<double>& sums) const {
    std::uint64_t state = hash64(word, seed_);
    for (double& sum : sums) {
      state = hash64(&state, sizeof(state), seed_);
      sum += weight * (static_cast<double>(state >> 11) * 0x1p-52 - 1.0);  // -1 to 1
    }
  }

  std::size_t dimension_;
  std::uint64_t seed_;
};

class FakeModel : public Model {
 public:
  // Models of different names have different fingerprints and unlike vectors.
  explicit FakeModel(std::string name = "fake", std::size_t dimension = 64)
      : name_(std::move(name)), dimension_(dimension) {
    const Sha256 digest = sha256(name_ + " " + std::to_string(dimension_));
    fingerprint_ = hex(digest.data(), digest.size() / 2);
  }

  const std::string& name() const override { return name_; }
  std::size_t dimension() const override { return dimension_; }
  const std::string& fingerprint() const override { return fingerprint_; }
  std::unique_ptr<Encoder> make_encoder() const override {
    return std::make_unique<FakeEncoder>(dimension_, hash64(fingerprint_));
  }

 private:
  std::string name_;
  std::size_t dimension_;
  std::string fingerprint_;
};

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_TESTING_H_
