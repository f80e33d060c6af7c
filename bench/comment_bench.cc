// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// comment_bench [RANDOM]: how long the worst comments take. Each is one idea of how to make a reader of
// Markdown slow, repeated to the largest size that a comment may have. The first ones attack what the
// pathological tests of cmark attack, the others what we add and what we found in cmark; then RANDOM (0)
// comments of a few marks repeated, from a fixed seed. Printed are processor milliseconds, the median of
// five, and what came out, as a table.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/comment_html.h"
#include "text/limits.h"

namespace broadsheet::text {
namespace {

constexpr std::size_t kBytes = kCommentBytesMax;

std::string times(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

// `before`, then `part` as often as there is room, then `behind`.
std::string filled(std::string_view part, std::string_view before = "", std::string_view behind = "") {
  const std::size_t room = kBytes - before.size() - behind.size();
  return std::string(before) + times(part, room / part.size()) + std::string(behind);
}

std::string halves(std::string_view first, std::string_view second) {
  return times(first, kBytes / 2 / first.size()) + times(second, kBytes / 2 / second.size());
}

std::string stairs(std::string_view mark) {
  std::string out;
  for (std::size_t depth = 0; out.size() + 2 * depth + mark.size() < kBytes; ++depth) {
    out += std::string(2 * depth, ' ');
    out += mark;
  }
  return out;
}

std::string backticks() {
  std::string out;
  for (std::size_t length = 1; out.size() + length < kBytes; ++length) out += "e" + std::string(length, '`');
  return out;
}

std::string references(std::string_view use) {
  std::string out;
  for (int i = 1; out.size() + 16 < kBytes / 2; ++i) out += "[" + std::to_string(i) + "]: u\n";
  return out + "\n" + times(use, (kBytes - out.size() - 1) / use.size());
}

// Labels that a table with the hash of old versions has in one place.
std::string collisions() {
  std::string out;
  for (int i = 0; out.size() + 32 < kBytes; ++i) {
    const std::string label = "x" + std::to_string(i);
    unsigned hash = 0;
    for (const char c : label) hash = static_cast<unsigned char>(c) + 65599U * hash;
    if (hash % 16 == 0) out += "[" + label + "]: /url\n\n[nowhere]\n\n";
  }
  return out;
}

struct Idea {
  std::string_view name;
  std::string comment;
};

std::vector<Idea> of_cmark() {
  return {{"nested strong and emphasis", times("*a **a ", 1170) + "b" + times(" a** a*", 1169)},
          {"closers of emphasis without openers", filled("a_ ")},
          {"openers of emphasis without closers", filled("_a ")},
          {"closers of links without openers", filled("a]")},
          {"openers of links without closers", filled("[a")},
          {"openers and closers that do not match", filled("*a_ ")},
          {"closers of another kind behind openers", halves("*a ", "_a*_ ")},
          {"runs whose lengths are multiples of three", filled("c* ", "a**b")},
          {"openers of links and closers of emphasis", filled("[ a_")},
          {"brackets and parentheses across each other", filled("[ (](")},
          {"links in openers of images", filled("![[]()")},
          {"emphasis across a link", "**x [a*b**c*](d)"},
          {"nested brackets", halves("[", "]")},
          {"nested quotes", filled("> ", "", "a")},
          {"deeply nested lists", stairs("* a\n")},
          {"zero bytes", filled(std::string_view("abc\0de\0", 7))},
          {"runs of backticks, each longer", backticks()},
          {"links without end, in angle brackets", filled("[a](<b")},
          {"links without end", filled("[a](b")},
          {"comments of HTML without end", filled("<!--", "</")},
          {"empty lines in deeply nested lists", times("- ", kBytes / 4) + "x" + times("\n", kBytes / 2 - 1)},
          {"empty lines in deeply nested lists in a quote", "> " + halves("- ", ">\n").substr(2)},
          {"emphasis in deep quotes", halves(">", "a*")},
          {"labels with one hash", collisions()},
          {"many references", references("[0] ")},
          {"nested runs", halves("*", "*")}};
}

std::vector<Idea> of_ours() {
  return {
      {"sixteen lists in each other, then empty lines", filled("\n", times("- ", 16) + "x")},
      {"sixteen quotes in each other, then emphasis", filled("a*", times(">", 16))},
      {"lines of sixteen quotes", filled(times(">", 16) + "a\n")},
      {"numbers as lists", filled("1. ", "", "a")},
      {"numbers as lists, then empty lines", halves("1. ", "\n")},
      {"stairs of lists, then empty lines", stairs("* a\n").substr(0, kBytes / 2) + times("\n", kBytes / 2)},
      {"stars and underscores", filled("*_")},
      {"one long address, used often",
       "[a]: http://a.example/" + times("x", 1900) + "\n\n" + times("[a]", 4800)},
      {"empty items", filled("-\n")},
      {"ampersands", filled("&")},
      {"entities that are characters nobody sees", filled("&#x202e;")},
      {"angle brackets", filled("<")},
      {"tags without end", filled("<a b='")},
      {"processing instructions without end", filled("<?")},
      {"definitions without end", filled("[a\n")},
      {"titles without end", filled("[a](b \"")},
      {"opening parentheses", filled("(", "[a](")},
      {"short addresses", filled("http://a ")},
      {"addresses in addresses", filled("http://")},
      {"addresses with closing parentheses", filled("http://a.b/))))))))))))) ")},
      {"hosts in other letters", filled("http://\u00e9\u0430 ")},
      {"links to hosts in other letters", filled("[\u00e9.fr](http://\u00e9\u0430) ")},
      {"people", filled("@ab ")},
      {"names that are too long", filled(std::string(40, 'a'), "@")},
      {"images", filled("![](http://a)")},
      {"dollar signs", filled("$")},
      {"dollar signs that nothing closes", filled("$ a \\$", "$")},
      {"formulas", filled("$x=1$ ")},
      {"formulas that are all different",
       [] {
         std::string out;
         for (int i = 0; out.size() + 24 < kBytes; ++i) out += "$x_{" + std::to_string(i) + "}^2$ ";
         return out;
       }()},
      {"one formula of nested fractions", "$" + times("\\frac{1}{", 28) + "x" + times("}", 28) + "$"},
      {"one formula of nested roots", "$" + times("\\sqrt{x+", 29) + "x" + times("}", 29) + "$"},
      {"one formula of scripts", "$" + times("x_{a}^{b}", 100) + "$"},
      {"one formula of unknown commands", "$" + times("\\qa\\qb\\qc\\qd\\qe", 60) + "$"},
      {"one formula that is a table", "$\\begin{matrix}" + times("a&b\\\\", 150) + "\\end{matrix}$"},
      {"bytes that are no UTF-8", times("\xC3", kBytes / 3)}};
}

double processor_millis() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// One comment, as the first that a worker gets: no formula is remembered.
double took(std::string_view comment, std::size_t& bytes) {
  Typesetter typesetter;
  typesetter.warm_up();
  const double begin = processor_millis();
  const auto html = comment_html(comment, typesetter);
  const double end = processor_millis();
  bytes = html.ok() ? html->html.markup().size() : 0;
  return end - begin;
}

void print_table(std::string_view title, const std::vector<Idea>& ideas) {
  std::printf("| %.*s | bytes in | bytes out | ms |\n|---|---:|---:|---:|\n", static_cast<int>(title.size()),
              title.data());
  double longest = 0;
  for (const Idea& idea : ideas) {
    std::vector<double> millis;
    std::size_t bytes = 0;
    for (int i = 0; i < 5; ++i) millis.push_back(took(idea.comment, bytes));
    std::ranges::sort(millis);
    longest = std::max(longest, millis[2]);
    std::printf("| %.*s | %zu | %zu | %.1f |\n", static_cast<int>(idea.name.size()), idea.name.data(),
                idea.comment.size(), bytes, millis[2]);
  }
  std::printf("| longest | | | %.1f |\n\n", longest);
}

std::string any_marks(std::mt19937& random) {
  constexpr std::string_view kMarks[] = {"*",   "_",  "[",  "]",  "(",    ")",  "!",       "<",  ">", "`",
                                         "a",   " ",  "\n", "\"", "'",    "- ", "> ",      "\\", "&", "#",
                                         "1. ", "  ", "**", "](", "<!--", "@a", "http://", "$",  "=", "~~~"};
  std::string out;
  const std::size_t count = 1 + random() % 6;
  for (std::size_t i = 0; i < count; ++i) out += kMarks[random() % std::size(kMarks)];
  return out;
}

void print_random(int count) {
  std::mt19937 random(1);
  Typesetter typesetter;
  typesetter.warm_up();
  double longest = 0;
  std::string what;
  for (int i = 0; i < count; ++i) {
    const std::string first = any_marks(random);
    const std::string second = any_marks(random);
    const std::size_t cut = kBytes / 4 * (random() % 4);
    const std::string comment = filled(first).substr(0, cut) + filled(second).substr(0, kBytes - cut);
    const double begin = processor_millis();
    (void)comment_html(comment, typesetter).ok();
    const double millis = processor_millis() - begin;
    typesetter.rest();
    if (millis <= longest) continue;
    longest = millis;
    what = std::to_string(cut) + " bytes of " + first + ", then " + second;
  }
  std::printf("%d random comments: longest %.1f ms: %s\n", count, longest, what.c_str());
}

}  // namespace
}  // namespace broadsheet::text

int main(int argc, char** argv) {
  using namespace broadsheet::text;
  print_table("ideas of cmark's own tests", of_cmark());
  print_table("ideas of ours", of_ours());
  if (argc > 1) print_random(std::atoi(argv[1]));
  return 0;
}
