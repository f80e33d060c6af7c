// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A record for the tests of followers. Included by tests only.

#ifndef BROADSHEET_FOLLOW_TESTING_H_
#define BROADSHEET_FOLLOW_TESTING_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/file.h"
#include "store/record.h"

namespace broadsheet::follow {

using store::Durability;
using store::PaperView;
using store::Record;
using store::Transaction;

// A record in a folder of its own, and indexes of it in folders of their own.
class World {
 public:
  World() : folder_(make_temporary_folder("broadsheet-follow").value()) {
    record_ = Record::open(data(), Record::Mode::kWrite).value();
    uuid_ = record_->uuid().value();
  }
  ~World() {
    record_.reset();
    CHECK(remove_all(folder_).ok());
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  std::string data() const { return folder_ + "/data"; }
  std::string other(const std::string& name) const { return folder_ + "/" + name; }
  Record& record() { return *record_; }
  const std::string& uuid() const { return uuid_; }

  PaperView paper(std::uint32_t seed) const {
    static constexpr std::string_view kWords[] = {"graph",  "tides",    "learning",
                                                  "CO$_2$", "networks", "H\\\"older"};
    PaperView view;
    view.title = std::string(kWords[seed % 6]) + " " + std::string(kWords[seed / 6 % 6]);
    view.abstract =
        seed % 5 == 0 ? "" : "We study " + view.title + " and " + std::string(kWords[seed / 7 % 6]) + ".";
    view.authors = {"Mina Okafor", "Jun Tae Roh"};
    view.categories = {seed % 2 == 0 ? "cs.LG" : "math.CO"};
    view.sources = {"arxiv"};
    view.venue = seed % 3 == 0 ? "ACL" : "";
    view.published = PartialDate{Day(std::chrono::days(20000 + seed)), DatePrecision::kDay};
    view.edition = view.published;
    if (seed % 13 == 12) view.edition->precision = DatePrecision::kMonth;
    if (seed % 3 == 1) view.featured = view.published->day;
    if (seed % 4 == 3) view.votes = {{"hf", seed % 9, Instant(view.published->day) + std::chrono::hours(5)}};
    view.own_votes = seed % 4;
    return view;
  }

  PaperNumber add(std::uint32_t seed) {
    Transaction transaction = record_->begin(Durability::kBulk).value();
    const std::string id = "arxiv:2608." + std::to_string(10000 + ++added_);
    const auto identity = transaction.add_identity(id, true).value();
    ids_[identity.value()] = id;
    CHECK(write(transaction, identity.value(), seed));
    CHECK(transaction.commit().ok());
    return PaperNumber(identity.value());
  }
  void change(PaperNumber number, std::uint32_t seed) {
    Transaction transaction = record_->begin(Durability::kBulk).value();
    (void)write(transaction, number.value(), seed);
    CHECK(transaction.commit().ok());
  }
  void remove(PaperNumber number) {
    Transaction transaction = record_->begin(Durability::kBulk).value();
    CHECK(transaction.remove_paper(number).ok());
    CHECK(transaction.commit().ok());
  }

 private:
  bool write(Transaction& transaction, std::uint32_t number, std::uint32_t seed) {
    PaperView view = paper(seed);
    view.number = PaperNumber(number);
    view.ids = {ids_[number]};
    view.withdrawn = seed % 11 == 10;
    return transaction.put_paper(view).value();
  }

  std::string folder_;
  std::unique_ptr<Record> record_;
  std::string uuid_;
  std::uint32_t added_ = 0;
  std::map<std::uint32_t, std::string> ids_;
};

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_TESTING_H_
