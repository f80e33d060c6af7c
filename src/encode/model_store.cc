// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/model_store.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/file.h"
#include "encode/limits.h"
#include "encode/onnx_model.h"
#include "encode/staging.h"

namespace broadsheet::encode {
namespace {

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::uint64_t bytes_below(const std::string& folder) {
  std::uint64_t bytes = 0;
  std::error_code code;
  for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code)) {
    std::error_code ignored;
    const std::uintmax_t size = entry->file_size(ignored);
    if (!ignored) bytes += size;
  }
  return bytes;
}

Error no_model(const std::string& what) {
  return {ErrorCode::kNotFound, what + ": broadsheet model install FILE (docs/use/models.md)"};
}

}  // namespace

Result<std::vector<InstalledModel>> ModelStore::list() const {
  std::vector<InstalledModel> models;
  TRY(const std::optional<std::string> chosen, in_use());
  std::error_code code;
  if (!is_folder(folder_)) return models;
  for (std::filesystem::directory_iterator entry(folder_, code), end; !code && entry != end;
       entry.increment(code)) {
    InstalledModel model;
    model.name = entry->path().filename().string();
    if (!is_plain_name(model.name) || model.name == kRuntimeName || !is_folder(entry->path().string()))
      continue;
    if (models.size() == kModelsMax) {
      return Error(ErrorCode::kTooLarge, folder_ + ": more than " + std::to_string(kModelsMax) + " models");
    }
    Result<ModelManifest> manifest = load_model_manifest(entry->path().string());
    if (!manifest.ok()) {
      model.problem = manifest.error().message();
    } else if (manifest.value().name != model.name) {
      model.problem = entry->path().string() + "/manifest.json is that of " + manifest.value().name;
    } else {
      model.manifest = std::move(manifest).value();
    }
    model.bytes = bytes_below(entry->path().string());
    model.in_use = chosen && *chosen == model.name;
    models.push_back(std::move(model));
  }
  if (code) return Error(ErrorCode::kIo, "read folder " + folder_ + ": " + code.message());
  std::sort(models.begin(), models.end(),
            [](const InstalledModel& a, const InstalledModel& b) { return a.name < b.name; });
  return models;
}

Result<std::optional<RuntimeManifest>> ModelStore::runtime() const {
  Result<RuntimeManifest> manifest = load_runtime_manifest(path(kRuntimeName));
  if (manifest.ok()) return std::optional<RuntimeManifest>(std::move(manifest).value());
  if (!is_folder(path(kRuntimeName))) return std::optional<RuntimeManifest>();
  return std::move(manifest).error();
}

Result<std::optional<std::string>> ModelStore::in_use() const {
  Result<std::string> text = read_file(path(kDefaultName), kNameBytesMax + 1);
  if (!text.ok() && text.error().code() == ErrorCode::kNotFound) return std::optional<std::string>();
  TRY(std::string name, std::move(text));
  if (name.ends_with('\n')) name.pop_back();
  if (!is_plain_name(name)) {
    return Error(ErrorCode::kDamaged, path(kDefaultName) + " names no model: broadsheet model use NAME");
  }
  return std::optional<std::string>(std::move(name));
}

Result<void> ModelStore::check_exists(const std::string& name) const {
  if (is_plain_name(name) && name != kDefaultName && is_folder(path(name))) return {};
  TRY(const std::vector<InstalledModel> models, list());
  std::string names;
  for (const InstalledModel& model : models) names += (names.empty() ? "" : ", ") + model.name;
  return Error(ErrorCode::kNotFound, "no model is called '" + name + "': " +
                                         (names.empty() ? "none is installed" : "there are " + names));
}

Result<void> ModelStore::use(const std::string& name) const {
  if (name == kRuntimeName) return Error(ErrorCode::kInvalid, "the runtime is no model");
  TRY_VOID(check_exists(name));
  TRY(const StoreLock lock, StoreLock::acquire(folder_));
  TRY_VOID(load_model_manifest(path(name)));
  return write_file_atomically(path(kDefaultName), name + "\n");
}

Result<void> ModelStore::remove(const std::string& name) const {
  TRY_VOID(check_exists(name));
  TRY(const StoreLock lock, StoreLock::acquire(folder_));
  // A broken file `default` must not keep a model from being removed.
  const Result<std::optional<std::string>> chosen = in_use();
  if (chosen.ok() && chosen.value() == name) {
    if (::unlink(path(kDefaultName).c_str()) != 0) return errno_error("remove", path(kDefaultName));
  }
  return discard(folder_, name);
}

Result<std::shared_ptr<const OnnxRuntime>> ModelStore::load_runtime() const {
  TRY(const std::optional<RuntimeManifest> manifest, runtime());
  if (!manifest) return no_model("no runtime for sentence models is installed");
  TRY_VOID(open_verified(path(kRuntimeName), manifest->library));
  TRY(auto loaded, OnnxRuntime::load(path(kRuntimeName) + "/" + manifest->library.file));
  if (loaded->version() != manifest->version) {
    return Error(ErrorCode::kDamaged, path(kRuntimeName) + ": the library says it is " + loaded->version() +
                                          ", and the manifest " + manifest->version);
  }
  return loaded;
}

Result<void> ModelStore::verify(const std::string& name) const {
  TRY_VOID(check_exists(name));
  if (name == kRuntimeName) {
    TRY_VOID(load_runtime());
    return {};
  }
  TRY(const std::optional<RuntimeManifest> with, runtime());
  if (with) {
    TRY_VOID(load(name));
    return {};
  }
  TRY(const ModelManifest manifest, load_model_manifest(path(name)));
  TRY_VOID(open_verified(path(name), manifest.vocabulary));
  TRY_VOID(open_verified(path(name), manifest.weights));
  return {};
}

Result<std::shared_ptr<const Model>> ModelStore::load(const std::string& name) const {
  std::string wanted = name;
  if (wanted.empty()) {
    TRY(std::optional<std::string> chosen, in_use());
    if (!chosen) return no_model("no sentence model is in use");
    wanted = *std::move(chosen);
  }
  TRY_VOID(check_exists(wanted));
  TRY(std::shared_ptr<const OnnxRuntime> runtime, load_runtime());
  return load_onnx_model(std::move(runtime), path(wanted));
}

}  // namespace broadsheet::encode
