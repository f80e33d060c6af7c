// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Gives every paper of a data folder a vector without encoding it: that of a paper which is encoded, with
// noise. For measuring times and sizes only; what is near to what means nothing afterwards.
//
//   fill_vectors DATA_FOLDER [REAL_MIN]
//
// Prints how many vectors are real. Fails below REAL_MIN of them. `broadsheet follow vectors` then takes them
// up.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/result.h"
#include "encode/model_store.h"
#include "follow/vectors.h"
#include "index/half.h"
#include "index/vector_store.h"
#include "search/meaning.h"
#include "store/lock.h"
#include "store/record.h"
#include "text/readable.h"

namespace broadsheet {
namespace {

constexpr std::uint64_t kSeed = 20260702;
// The noise's length, of a vector's: as far as papers of one subject are from each other.
constexpr double kNoise = 0.5;
constexpr std::size_t kBatch = 1000;

class Filler {
 public:
  explicit Filler(index::VectorStoreWriter& store)
      : store_(store), real_(store.store()->size()), dimensions_(store.store()->dimensions()) {}

  std::uint32_t real() const { return real_; }

  Result<void> fill(const store::PaperView& view) {
    const std::string text =
        search::meaning_text(text::readable(view.title),
                             text::readable(view.abstract.empty() ? view.short_summary : view.abstract));
    const index::TextHash hash = search::meaning_hash(text);
    if (text.empty() || store_.find(hash)) return {};
    std::vector<float> vector(dimensions_);
    index::floats_from_halves(store_.store()->vector(static_cast<std::uint32_t>(random_() % real_)), vector);
    std::normal_distribution<float> noise(
        0, static_cast<float>(kNoise / std::sqrt(static_cast<double>(dimensions_))));
    double squares = 0;
    for (float& value : vector) {
      value += noise(random_);
      squares += static_cast<double>(value) * value;
    }
    for (float& value : vector) value = static_cast<float>(value / std::sqrt(squares));
    std::vector<std::uint16_t> halves(dimensions_);
    index::halves_from_floats(vector, halves);
    return store_.add(hash, halves);
  }

 private:
  index::VectorStoreWriter& store_;
  const std::uint32_t real_;
  const std::size_t dimensions_;
  std::mt19937_64 random_{kSeed};
};

Result<void> run(const std::string& folder, std::uint32_t real_min) {
  TRY(const auto model, encode::ModelStore(folder + "/models").load());
  TRY(const store::FollowerLock lock, store::FollowerLock::acquire(folder));
  TRY(const auto record, store::Record::open(folder, store::Record::Mode::kRead));
  TRY(const auto store, index::VectorStoreWriter::open(follow::vector_store_folder(folder),
                                                       model->fingerprint(), model->dimension()));
  Filler filler(*store);
  if (filler.real() < std::max(1U, real_min))
    return Error(ErrorCode::kNotFound, "only " + std::to_string(filler.real()) + " papers are encoded");
  PaperNumber last;
  for (;;) {
    TRY(const store::PapersRead read, record->papers_after(last, kBatch));
    if (read.views.empty() && read.unreadable.empty()) break;
    last = read.last();
    for (const store::PaperView& view : read.views) TRY_VOID(filler.fill(view));
  }
  TRY_VOID(store->commit());
  std::printf("%u vectors are real, %u are made of them\n", filler.real(),
              store->store()->size() - filler.real());
  return {};
}

}  // namespace
}  // namespace broadsheet

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s DATA_FOLDER [REAL_MIN]\n", argv[0]);
    return 2;
  }
  const auto result =
      broadsheet::run(argv[1], argc > 2 ? static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10)) : 0);
  if (result.ok()) return 0;
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  return 1;
}
