// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One entry of BibTeX, taken apart: its type, its key, its fields with their strings put in. Values are kept
// as they stand, in TeX (bibtex_text.h). Within this room only.

#ifndef BROADSHEET_FORMATS_BIBTEX_ENTRY_H_
#define BROADSHEET_FORMATS_BIBTEX_ENTRY_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

// The field in which BibLaTeX has the ORCID iDs of the authors, by their places.
inline constexpr std::string_view kAuthorOrcids = "author+an:orcid";

struct BibtexField {
  std::string name;  // lower case
  std::string value;
};

struct BibtexEntry {
  std::string type;  // lower case
  std::string key;
  std::vector<BibtexField> fields;

  // The value of the first field of this name, as BibTeX takes it; "" if there is none.
  std::string_view value(std::string_view name) const;
  // The first of these fields that is there and not empty.
  std::string_view first_of(std::initializer_list<std::string_view> names) const;
};

// The strings that "@string" has defined so far. Confined to one thread.
class BibtexStrings {
 public:
  // The reason if it can't be kept; else empty.
  std::string define(std::string_view name, std::string_view value);
  // What `name` stands for: itself if nobody defined it, as the months of BibTeX are used ("jan").
  std::string_view expand(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> strings_;
  std::size_t bytes_ = 0;
};

// "@type" of an entry, lower case, and where what is in its brackets begins.
std::string bibtex_type(std::string_view text, std::size_t& inside);

// Reads what stands in the brackets of an entry. `text` is a whole entry, as BibtexEntries cuts it out.
// Answers the reason if that can't be; else empty. The key is set as far as there is one.
std::string read_bibtex_entry(std::string_view text, const BibtexStrings& strings, BibtexEntry& entry);

// Reads "@string{name = value}" into `strings`; the reason if that can't be, else empty.
std::string read_bibtex_string(std::string_view text, BibtexStrings& strings);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_BIBTEX_ENTRY_H_
