// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A reader's library: what they saved, with a state of reading, tags and a note of their own. A row stands on
// the identity that was saved (design as for votes, papers/voting.h): a paper has the union of what was said
// on its identities, an edit is written to all of them, and setting a merge apart moves none.
//
// All of it is private. What others may see of it are folders that their owner shares (papers/folders.h).

#ifndef BROADSHEET_PAPERS_LIBRARY_H_
#define BROADSHEET_PAPERS_LIBRARY_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/library.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of an account. What its library shows is read whole, so these bound the work of one page.
inline constexpr std::size_t kLibraryPapersMax = 20'000;
inline constexpr std::size_t kLibraryTagsMax = 2'000;
inline constexpr std::size_t kFoldersMax = 500;
// Of a paper in it.
inline constexpr std::size_t kTagsOfPaperMax = 32;
inline constexpr std::size_t kTagBytesMax = 100;
inline constexpr std::size_t kNoteBytesMax = std::size_t{16} << 10;

// A paper of a library.
struct KeptPaper {
  PaperNumber paper;
  Instant saved_at;                                        // first
  Instant changed_at;                                      // last
  store::ReadingState state = store::ReadingState::kNone;  // as said last
  std::string note = {};                                   // all that differ, a blank line between them
  std::vector<std::string> tags = {};                      // ascending
  std::vector<store::FolderNumber> folders = {};           // ascending
  friend bool operator==(const KeptPaper&, const KeptPaper&) = default;
};

// What was saved last comes first; entries that are of no paper at the moment are left out.
Result<std::vector<KeptPaper>> library_of(store::Record& record, store::AccountNumber account);
Result<std::optional<KeptPaper>> kept_paper(store::Record& record, store::AccountNumber account,
                                            PaperNumber paper);

// What is not set stays as it is.
struct EntryChange {
  std::optional<store::ReadingState> state = {};
  std::optional<std::string> note = {};
  std::optional<std::vector<std::string>> tags = {};
  std::optional<Instant> saved_at = {};  // of an entry that is new; now if it is not set
};

// Saves the paper, or changes what is said of it. True if it was not saved before. kNotFound for a number
// that no paper has, kTooLarge and kInvalid for what is beyond a limit above.
Result<bool> save(store::Record& record, store::Transaction& transaction, const Actor& keeper,
                  PaperNumber paper, const EntryChange& change, Instant now);
// Takes it out of the library and of all of the account's folders. True if it was there.
Result<bool> unsave(store::Record& record, store::Transaction& transaction, store::AccountNumber account,
                    PaperNumber paper, Instant now);

// Of an account that begins to count, or no longer does: how many keep the papers of its list has changed.
Result<void> tell_keepers_news(store::Record& record, store::Transaction& transaction,
                               store::AccountNumber account);

// A note as it is kept: valid text, line ends alike, nothing blank around it. kTooLarge beyond `bytes_max`.
Result<std::string> tidy_note(std::string_view text, std::size_t bytes_max);
// "graphs, to cite; tides": what stands between commas, semicolons and line ends, each once, ascending.
// kInvalid and kTooLarge with the limit.
Result<std::vector<std::string>> read_tags(std::string_view list);
std::string tags_line(const std::vector<std::string>& tags);  // "graphs, tides"

struct StateName {
  store::ReadingState state;
  std::string_view name;   // on a command line, in an address: "to-read"
  std::string_view title;  // for people: "To read"
};
const std::array<StateName, 5>& reading_states();
std::string_view state_name(store::ReadingState state);
std::optional<store::ReadingState> state_named(std::string_view name);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIBRARY_H_
