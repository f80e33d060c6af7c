// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the rest of the program knows of sentence encoders: a text becomes a vector of length 1, and two texts
// are as near in meaning as the product of their vectors is large. Who made the vectors is part of what they
// are: those of two fingerprints must never be compared.
//
//   const std::shared_ptr<const Model> model = ...;        // once: the weights, shared
//   const std::unique_ptr<Encoder> encoder = model->make_encoder();  // one a thread
//   std::vector<float> vector(encoder->dimension());
//   TRY_VOID(encoder->encode(title, TextKind::kDocument, vector));

#ifndef BROADSHEET_ENCODE_ENCODER_H_
#define BROADSHEET_ENCODE_ENCODER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::encode {

// Models are trained to see a difference: their manifest has a prefix for each.
enum class TextKind : std::uint8_t { kQuery, kDocument };

// Confined to one thread.
class Encoder {
 public:
  virtual ~Encoder() = default;

  // Components of a vector.
  virtual std::size_t dimension() const = 0;

  // The vector of a text into `out`, of dimension() components. `text` may be any bytes of any length; what
  // is no UTF-8 is left out, and what goes beyond the model's tokens is not read. The same text gives the
  // same bits on one machine. An error of the runtime is kDamaged, and `out` then holds nothing of use.
  virtual Result<void> encode(std::string_view text, TextKind kind, std::span<float> out) = 0;
};

// Immutable: safe from any thread. Encoders keep what they need of it alive.
class Model {
 public:
  virtual ~Model() = default;

  virtual const std::string& name() const = 0;
  virtual std::size_t dimension() const = 0;
  // 32 digits (docs/formats/model.md): vectors of equal fingerprints may be compared, others not.
  virtual const std::string& fingerprint() const = 0;
  virtual std::unique_ptr<Encoder> make_encoder() const = 0;
};

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_ENCODER_H_
