// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/moved_vectors.h"

#include <memory>
#include <utility>

#include "encode/model_store.h"
#include "follow/vectors.h"
#include "index/vector_store.h"
#include "store/lock.h"

namespace broadsheet::app {
namespace {

// A store is named by a fingerprint, which nobody has ever seen: says whose it was meant to be.
Result<std::shared_ptr<const index::VectorStore>> open_store(const std::string& folder,
                                                             const encode::Model& model) {
  auto store = index::VectorStore::open(folder, model.fingerprint());
  if (!store.ok() && store.error().code() == ErrorCode::kNotFound) {
    return Error(ErrorCode::kNotFound,
                 folder + ": no vectors of the model in use, " + model.name() + ", with this runtime");
  }
  return store;
}

}  // namespace

Result<MovedVectors> export_vectors(const Context& context, const std::string& folder) {
  TRY(const auto model, encode::ModelStore(context.folder.models_path()).load());
  TRY(const auto store, open_store(follow::vector_store_folder(context.folder.path()), *model));
  TRY(const std::uint32_t count, store->export_to(folder));
  return MovedVectors{model->name(), count};
}

Result<MovedVectors> import_vectors(const Context& context, const std::string& folder) {
  TRY(const auto model, encode::ModelStore(context.folder.models_path()).load());
  TRY(const auto other, open_store(folder, *model));
  TRY(const store::FollowerLock lock, store::FollowerLock::acquire(context.folder.path()));
  TRY(const auto writer, index::VectorStoreWriter::open(follow::vector_store_folder(context.folder.path()),
                                                        model->fingerprint(), model->dimension()));
  TRY(const std::uint32_t count, writer->import_from(*other));
  return MovedVectors{model->name(), count};
}

}  // namespace broadsheet::app
