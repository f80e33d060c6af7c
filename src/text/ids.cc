// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/ids.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/percent.h"
#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_hex_digit(char c) {
  return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool drop_ending(std::string_view& text, std::string_view ending) {
  if (text.size() <= ending.size() || ascii_lower(text.substr(text.size() - ending.size())) != ending)
    return false;
  text.remove_suffix(ending.size());
  return true;
}

// Two digits of a year and two of a month, as every arXiv id begins its number.
bool is_year_month(std::string_view digits) {
  const int month = (digits[2] - '0') * 10 + (digits[3] - '0');
  return month >= 1 && month <= 12;
}

// Takes "v12" off the end. False if what follows the number is neither that nor nothing.
bool take_version(std::string_view tail, std::uint32_t& version) {
  if (tail.empty()) return true;
  if (ascii_lower(tail.front()) != 'v') return false;
  const std::string_view digits = tail.substr(1);
  if (!all_digits(digits) || digits.size() > 4 || digits.front() == '0') return false;
  version = 0;
  for (const char c : digits) version = version * 10 + static_cast<std::uint32_t>(c - '0');
  return true;
}

std::size_t leading_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_digit) - text.begin());
}

// "2608.01234v2": four digits after the dot until 2014, five since 2015; none before April 2007.
std::optional<PaperIdText> new_arxiv(std::string_view text) {
  if (leading_digits(text) != 4 || text.size() < 9 || text[4] != '.') return std::nullopt;
  if (!is_year_month(text)) return std::nullopt;
  const std::size_t digits = leading_digits(text.substr(5));
  const int year_month =
      (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  if (year_month < 704 || digits != (year_month < 1501 ? 4u : 5u)) return std::nullopt;
  PaperIdText id;
  if (!take_version(text.substr(5 + digits), id.version)) return std::nullopt;
  id.prefixed = "arxiv:" + std::string(text.substr(0, 5 + digits));
  return id;
}

// "hep-th/9901001", "math.GT/0309136": the subject class behind the dot is not part of the id.
std::optional<PaperIdText> old_arxiv(std::string_view text) {
  static constexpr std::array<std::string_view, 35> kArchives = {
      "acc-phys", "adap-org", "alg-geom", "ao-sci",   "astro-ph", "atom-ph",  "bayes-an",
      "chao-dyn", "chem-ph",  "cmp-lg",   "comp-gas", "cond-mat", "cs",       "dg-ga",
      "econ",     "eess",     "funct-an", "gr-qc",    "hep-ex",   "hep-lat",  "hep-ph",
      "hep-th",   "math",     "math-ph",  "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",
      "patt-sol", "physics",  "plasm-ph", "q-alg",    "q-bio",    "quant-ph", "solv-int"};
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string archive = ascii_lower(text.substr(0, slash));
  if (const std::size_t dot = archive.find('.'); dot != std::string::npos) {
    const std::string_view subject = std::string_view(archive).substr(dot + 1);
    const bool is_subject =
        subject.size() >= 2 && subject.size() <= 8 &&
        std::all_of(subject.begin(), subject.end(), [](char c) { return is_lower(c) || c == '-'; });
    if (!is_subject) return std::nullopt;
    archive.resize(dot);
  }
  const bool is_known = std::find(kArchives.begin(), kArchives.end(), archive) != kArchives.end() ||
                        archive == "supr-con" || archive == "stat";
  const std::string_view number = text.substr(slash + 1);
  if (!is_known || leading_digits(number) != 7 || !is_year_month(number)) return std::nullopt;
  PaperIdText id;
  if (!take_version(number.substr(7), id.version)) return std::nullopt;
  id.prefixed = "arxiv:" + archive + "/" + std::string(number.substr(0, 7));
  return id;
}

std::optional<PaperIdText> any_arxiv(std::string_view text) {
  if (auto id = new_arxiv(text)) return id;
  return old_arxiv(text);
}

bool is_acl_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_ascii_digit(c); });
}

// "2024.acl-long.12" (also "1952.earlymt-1.1", "2020.lrec-1.0"): year, venue-volume, paper.
bool is_new_acl(std::string_view id) {
  if (leading_digits(id) != 4 || id.size() < 8 || id[4] != '.') return false;
  const std::size_t dot = id.rfind('.');
  if (dot <= 5) return false;
  const std::string_view venue = id.substr(5, dot - 5);
  const std::size_t hyphen = venue.find('-');
  const std::string_view paper = id.substr(dot + 1);
  return hyphen != std::string_view::npos && is_lower(venue.front()) &&
         is_acl_word(venue.substr(0, hyphen)) && is_acl_word(venue.substr(hyphen + 1)) &&
         is_acl_word(paper) && paper.size() <= 6;
}

// "P19-1001", "W18-630104": collection letter, year, number.
bool is_old_acl(std::string_view id) {
  return id.size() >= 8 && id.size() <= 10 && is_upper(id[0]) && is_ascii_digit(id[1]) &&
         is_ascii_digit(id[2]) && id[3] == '-' && all_digits(id.substr(4));
}

std::optional<PaperIdText> any_acl(std::string_view text) {
  std::string id(text);
  if (!id.empty() && is_lower(id[0]) && id.size() > 3 && id[3] == '-')
    id[0] = static_cast<char>(id[0] & ~0x20);
  if (!is_old_acl(id)) {
    id = ascii_lower(id);
    if (!is_new_acl(id)) return std::nullopt;
  }
  PaperIdText found;
  found.scheme = IdScheme::kAcl;
  found.prefixed = "acl:" + id;
  return found;
}

// "10.1162/tacl_a_00001": a registrant of digits and dots, a slash, and anything visible.
std::optional<PaperIdText> any_doi(std::string_view text) {
  std::string doi = ascii_lower(percent_decode(text));
  if (!doi.starts_with("10.") || !is_valid_utf8(doi)) return std::nullopt;
  const std::size_t slash = doi.find('/');
  if (slash == std::string::npos || slash < 7 || slash + 1 == doi.size()) return std::nullopt;
  const std::string_view registrant = std::string_view(doi).substr(3, slash - 3);
  const bool is_registrant =
      is_ascii_digit(registrant.front()) && is_ascii_digit(registrant.back()) &&
      std::all_of(registrant.begin(), registrant.end(), [](char c) { return is_ascii_digit(c) || c == '.'; });
  const bool is_visible = std::all_of(doi.begin(), doi.end(), [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '"' && c != '<' && c != '>';
  });
  if (!is_registrant || !is_visible) return std::nullopt;
  constexpr std::string_view kOfArxiv = "10.48550/arxiv.";
  if (doi.starts_with(kOfArxiv)) {
    if (auto id = any_arxiv(std::string_view(doi).substr(kOfArxiv.size()))) return id;
  }
  PaperIdText id;
  id.scheme = IdScheme::kDoi;
  id.prefixed = "doi:" + doi;
  return id;
}

std::optional<PaperIdText> any_own(std::string_view text) {
  if (text.size() != 12 || !std::all_of(text.begin(), text.end(), is_hex_digit)) {
    return std::nullopt;
  }
  PaperIdText id;
  id.scheme = IdScheme::kBroadsheet;
  id.prefixed = "b:" + ascii_lower(text);
  return id;
}

std::optional<PaperIdText> parse_prefixed(std::string_view text) {
  if (take_prefix(text, "arxiv:")) return any_arxiv(trimmed(text));
  if (take_prefix(text, "acl:")) return any_acl(trimmed(text));
  if (take_prefix(text, "doi:")) return any_doi(trimmed(text));
  if (take_prefix(text, "b:")) return any_own(text);
  return std::nullopt;
}

// Takes one of the words that stand between host and id off a path.
bool take_any(std::string_view& path, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&path](std::string_view word) { return take_prefix(path, word); });
}

// A pasted address; a browser or proxy may have made one slash of the two behind the scheme.
std::optional<PaperIdText> parse_url(std::string_view text) {
  if (!take_any(text, {"https://", "http://", "https:/", "http:/"})) take_prefix(text, "//");
  take_any(text, {"www.", "export.", "dx.", "m."});
  std::string_view path = text;
  if (take_any(path, {"doi.org/"})) return any_doi(path.substr(0, std::min(path.find('?'), path.size())));
  path = path.substr(0, std::min(path.find_first_of("?#"), path.size()));
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (take_prefix(path, "arxiv.org/")) {
    if (!take_any(path, {"abs/", "pdf/", "html/", "format/", "ps/", "e-print/", "src/"})) return std::nullopt;
    drop_ending(path, ".pdf");
    return any_arxiv(path);
  }
  if (take_any(path, {"huggingface.co/papers/", "hf.co/papers/"})) {
    drop_ending(path, ".md");
    return any_arxiv(path);
  }
  if (take_prefix(path, "alphaxiv.org/")) {
    return take_any(path, {"abs/", "pdf/", "overview/"}) ? any_arxiv(path) : std::nullopt;
  }
  if (take_any(path, {"aclanthology.org/", "aclweb.org/anthology/", "aclanthology.info/papers/"})) {
    if (!drop_ending(path, ".pdf")) drop_ending(path, ".bib");
    return any_acl(path);
  }
  return std::nullopt;
}

}  // namespace

std::string_view id_scheme_name(IdScheme scheme) {
  switch (scheme) {
    case IdScheme::kArxiv:
      return "arxiv";
    case IdScheme::kAcl:
      return "acl";
    case IdScheme::kDoi:
      return "doi";
    case IdScheme::kBroadsheet:
      return "b";
  }
  return "";
}

std::optional<PaperIdText> parse_paper_id(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kPaperIdBytesMax) return std::nullopt;
  if (auto id = parse_prefixed(text)) return id;
  if (auto id = any_arxiv(text)) return id;
  if (is_new_acl(text) || is_old_acl(text)) return any_acl(text);
  if (text.starts_with("10.")) return any_doi(text);
  return parse_url(text);
}

std::string_view printed_id(std::string_view prefixed) {
  if (prefixed.starts_with("arxiv:")) prefixed.remove_prefix(6);
  return prefixed;
}

}  // namespace broadsheet::text
