// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// ONNX Runtime through its C interface, from a library that is loaded when it is needed: nothing of it is
// needed to build, and a program without it searches by words. Only the few functions that we call are
// declared, by their place in the interface's table, which never changes.
//
// One text a run, without padding, on the thread that calls: measured, that is the fastest way to use all
// cores.

#ifndef BROADSHEET_ENCODE_ONNX_RUNTIME_H_
#define BROADSHEET_ENCODE_ONNX_RUNTIME_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "encode/word_piece.h"

namespace broadsheet::encode {

// Immutable: safe from any thread. The library stays loaded until the process ends.
class OnnxRuntime {
 public:
  // Runs the library's code: verify the file before. kUnsupported names a file that is no ONNX Runtime, or
  // one whose interface is older than version 17.
  static Result<std::shared_ptr<const OnnxRuntime>> load(const std::string& library);
  ~OnnxRuntime();
  OnnxRuntime(const OnnxRuntime&) = delete;
  OnnxRuntime& operator=(const OnnxRuntime&) = delete;

  const std::string& version() const { return version_; }  // "1.31.1"

 private:
  friend class OnnxSession;
  friend class HiddenStates;
  struct Api;
  OnnxRuntime();

  std::unique_ptr<const Api> api_;
  void* environment_ = nullptr;
  void* memory_ = nullptr;     // where tensors lie: this process
  void* allocator_ = nullptr;  // the library's own, not ours to release
  std::string version_;
};

// The last layer of one text. Owns memory of the runtime; must not outlive the session that made it.
class HiddenStates {
 public:
  HiddenStates(HiddenStates&& other) noexcept;
  HiddenStates& operator=(HiddenStates&&) = delete;
  ~HiddenStates();

  std::size_t tokens() const { return tokens_; }
  std::size_t dimension() const { return dimension_; }
  // The row of one token, dimension() components.
  std::span<const float> row(std::size_t token) const { return {data_ + token * dimension_, dimension_}; }

 private:
  friend class OnnxSession;
  HiddenStates(const OnnxRuntime& runtime, void* value) : runtime_(&runtime), value_(value) {}

  const OnnxRuntime* runtime_;
  void* value_;
  const float* data_ = nullptr;
  std::size_t tokens_ = 0;
  std::size_t dimension_ = 0;
};

// A graph with its weights, ready to run. Immutable: any number of threads may run() at once.
class OnnxSession {
 public:
  // `graph`: the bytes of a model, needed only during the call. kDamaged where the runtime cannot read it,
  // kUnsupported where its inputs are not those of a BERT encoder. Takes 0.1 to 0.4 s.
  static Result<std::unique_ptr<OnnxSession>> create(std::shared_ptr<const OnnxRuntime> runtime,
                                                     std::span<const std::uint8_t> graph,
                                                     std::size_t tokens_max);
  ~OnnxSession();
  OnnxSession(const OnnxSession&) = delete;
  OnnxSession& operator=(const OnnxSession&) = delete;

  // `ids`: 1 to tokens_max. kDamaged where the runtime fails or gives another shape than [1, tokens, n].
  Result<HiddenStates> run(std::span<const TokenId> ids) const;

  const OnnxRuntime& runtime() const { return *runtime_; }

 private:
  OnnxSession(std::shared_ptr<const OnnxRuntime> runtime, std::size_t tokens_max);
  Result<void> open(std::span<const std::uint8_t> graph);
  Result<void> read_inputs();

  std::shared_ptr<const OnnxRuntime> runtime_;
  void* session_ = nullptr;
  bool takes_types_ = false;    // token_type_ids
  std::vector<TokenId> ones_;   // the mask of any text
  std::vector<TokenId> zeros_;  // the types of any text
};

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_ONNX_RUNTIME_H_
