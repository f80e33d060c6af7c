// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The follower `vectors`: the meaning of all papers, encoded once each into DIR/vectors, searched in
// DIR/index/vectors.
//
// Reading what changed is quick, encoding is not (a core does about forty papers a second), so the two are
// apart: catch_up() takes up what changed, and what is in DIR/vectors already is of use at once; tidy_step()
// encodes some of the rest, the newest papers first. A publication names the revision up to which every paper
// has its vector; papers that changed after it may have theirs as well. A follower that was stopped reads on
// from there and finds what it had encoded, so nothing is encoded twice.

#ifndef BROADSHEET_FOLLOW_VECTORS_H_
#define BROADSHEET_FOLLOW_VECTORS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "encode/encoder.h"
#include "follow/follower.h"
#include "search/meaning.h"
#include "store/record.h"

namespace broadsheet::follow {

inline constexpr std::string_view kVectorsName = "vectors";

struct VectorOptions {
  std::size_t threads = 2;  // that encode
  // Called after each step from the calling thread: papers encoded, of how many.
  std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};
};

// What is left to be done.
struct VectorProgress {
  std::uint64_t waiting = 0;  // papers that are not encoded
  std::uint64_t encoded = 0;  // by this follower so far
};

class VectorFollower : public Follower {
 public:
  virtual VectorProgress progress() const = 0;
  // Of the state that was published last; 0 before the first.
  virtual std::uint64_t generation() const = 0;
};

// DIR/vectors and DIR/index/vectors.
std::string vector_store_folder(const std::string& data_folder);
std::string vector_index_folder(const std::string& data_folder);

// Under store::FollowerLock. `record` must outlive the follower and be open for writing. An index of another
// model is made anew; the vectors of other models stay in DIR/vectors.
Result<std::unique_ptr<VectorFollower>> open_vectors(const std::string& data_folder, store::Record& record,
                                                     std::shared_ptr<const encode::Model> model,
                                                     const VectorOptions& options = {});

// For readers, without the lock: the published state, if it is of this record and model. kNotFound if nothing
// of the model was published; kDamaged if it is not as written or of another record. `former` may be null; if
// nothing changed since, it is what is returned.
Result<std::shared_ptr<const search::Meaning>> open_meaning(
    const std::string& data_folder, store::Record& record, std::string_view fingerprint,
    const std::shared_ptr<const search::Meaning>& former = nullptr);

struct VectorFindings {
  std::vector<FollowerProblem> problems;
  // Of the hundred nearest, the share that a search finds, by the percentage of papers that a filter allows.
  struct Recall {
    std::uint32_t percent = 100;
    double mean = 1;
  };
  std::vector<Recall> recall;  // with `deep`
};

// Reads every byte of the vectors in use and of their index; `deep` measures recall as well.
VectorFindings check_vectors(const std::string& data_folder, bool deep);

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_VECTORS_H_
