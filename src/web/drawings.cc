// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/drawings.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <numbers>
#include <random>
#include <vector>

#include "base/digest.h"
#include "text/html_template.h"

namespace broadsheet::web {
namespace {

constexpr double kWidth = 320;
constexpr double kHeight = 240;

// The whole of a drawing's chance: mt19937_64 gives the same numbers everywhere, the distributions of the
// standard library do not.
class Chance {
 public:
  explicit Chance(std::string_view name) : engine_(hash64(name)) {}
  // From 0 to less than `end`.
  unsigned below(unsigned end) { return static_cast<unsigned>(engine_() % end); }
  double between(double low, double high) { return low + (high - low) * below(1001) / 1000; }

 private:
  std::mt19937_64 engine_;
};

using Drawing = std::back_insert_iterator<std::string>;

void draw_ripples(Chance& chance, Drawing out) {
  const double x = chance.between(0, kWidth);
  const double y = chance.below(2) == 0 ? 0 : kHeight;
  const double step = chance.between(14, 26);
  for (double radius = step; radius < 400; radius += step) {
    fmt::format_to(out, R"(<circle cx="{:.0f}" cy="{:.0f}" r="{:.0f}" stroke-width="{:.1f}"/>)", x, y, radius,
                   chance.between(1, step / 2));
  }
}

void draw_stripes(Chance& chance, Drawing out) {
  const double slant = chance.between(-160, 160);
  const double step = chance.between(12, 28);
  for (double x = -160; x < kWidth + 160; x += step) {
    fmt::format_to(out, R"(<path d="M{:.0f} 0L{:.0f} {:.0f}" stroke-width="{:.1f}"/>)", x, x + slant, kHeight,
                   chance.between(1, step / 2));
  }
}

void draw_grid(Chance& chance, Drawing out) {
  const double step = chance.between(18, 30);
  const double turn = chance.between(0.01, 0.03);
  const double phase = chance.between(0, 6);
  for (double y = step / 2; y < kHeight; y += step) {
    for (double x = step / 2; x < kWidth; x += step) {
      const double wave = std::sin(x * turn + phase) * std::cos(y * turn * 1.3 - phase);
      fmt::format_to(out, R"(<circle fill="currentColor" stroke="none" cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/>)",
                     x, y, 1 + (wave + 1) * step / 5);
    }
  }
}

void draw_waves(Chance& chance, Drawing out) {
  const double step = chance.between(12, 20);
  const double turn = chance.between(0.008, 0.025);
  double phase = chance.between(0, 6);
  for (double y = 0; y < kHeight + 30; y += step) {
    out = fmt::format_to(out, R"(<path stroke-width="2" d="M)");
    for (double x = 0; x <= kWidth; x += 20) {
      const double height = std::sin(x * turn + phase) * step * (0.4 + y / kHeight);
      out = fmt::format_to(out, "{}{:.0f} {:.0f}", x == 0 ? "" : "L", x, y + height);
    }
    out = fmt::format_to(out, "\"/>");
    phase += chance.between(0.1, 0.5);
  }
}

void draw_network(Chance& chance, Drawing out) {
  struct Point {
    double x;
    double y;
  };
  std::vector<Point> points(9 + chance.below(8));
  for (Point& point : points) {
    point = {chance.between(20, kWidth - 20), chance.between(20, kHeight - 20)};
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    for (int edge = 0; edge < 2; ++edge) {
      const Point& to = points[chance.below(static_cast<unsigned>(i))];
      fmt::format_to(out, R"(<path stroke-width="1.5" d="M{:.0f} {:.0f}L{:.0f} {:.0f}"/>)", points[i].x,
                     points[i].y, to.x, to.y);
    }
  }
  for (const Point& point : points) {
    fmt::format_to(out, R"(<circle fill="currentColor" stroke="none" cx="{:.0f}" cy="{:.0f}" r="{:.0f}"/>)",
                   point.x, point.y, chance.between(4, 14));
  }
}

// "Mina Okafor" is MO, "tide-lab" TL; a letter is a code point.
std::string initials(std::string_view name) {
  std::string letters;
  bool begins = true;
  for (std::size_t at = 0; at < name.size() && letters.size() < 8;) {
    std::size_t end = at + 1;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
    const bool parts = name[at] == ' ' || name[at] == '-' || name[at] == '_' || name[at] == '.';
    if (begins && !parts) letters += name.substr(at, end - at);
    begins = parts;
    at = end;
  }
  return letters;
}

}  // namespace

std::string draw_thumbnail(std::string_view id) {
  constexpr std::array kPatterns = {draw_ripples, draw_stripes, draw_grid, draw_waves, draw_network};
  Chance chance(id);
  const unsigned hue = chance.below(360);
  std::string svg;
  const Drawing out = std::back_inserter(svg);
  // Middling colours, which suit a light page and a dark one.
  fmt::format_to(
      out,
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240">)"
      R"svg(<rect width="320" height="240" fill="hsl({0},24%,66%)"/>)svg"
      R"svg(<g fill="none" stroke="currentColor" color="hsl({0},32%,34%)" stroke-linecap="round">)svg",
      hue);
  kPatterns[chance.below(kPatterns.size())](chance, out);
  svg += "</g></svg>";
  return svg;
}

std::string draw_avatar(std::string_view name) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">)"
      R"svg(<rect width="80" height="80" fill="hsl({},30%,38%)"/>)svg"
      R"(<text x="40" y="41" fill="#fff" font-family="Georgia,serif" font-size="30" text-anchor="middle" )"
      R"(dominant-baseline="central">{}</text></svg>)",
      Chance(name).below(360), text::escape_html(initials(name)));
}

}  // namespace broadsheet::web
