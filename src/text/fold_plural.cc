// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace broadsheet::text {
namespace {

struct Irregular {
  std::string_view plural;
  std::string_view singular;
};

// In byte order. Words that map to themselves only look like plurals.
// clang-format off
constexpr std::array kIrregulars = std::to_array<Irregular>({
    {"aches", "ache"}, {"acoustics", "acoustics"}, {"adams", "adams"}, {"adenoviruses", "adenovirus"},
    {"aeronautics", "aeronautics"}, {"aesthetics", "aesthetics"}, {"afterwards", "afterwards"},
    {"aids", "aids"}, {"ais", "ai"}, {"algae", "alga"}, {"alias", "alias"}, {"aliases", "alias"},
    {"alibis", "alibi"}, {"alumni", "alumnus"}, {"always", "always"}, {"analyses", "analysis"},
    {"analytics", "analytics"}, {"antennae", "antenna"}, {"apices", "apex"}, {"apis", "api"},
    {"apparatuses", "apparatus"}, {"appendices", "appendix"}, {"ares", "ares"}, {"asbestos", "asbestos"},
    {"athens", "athens"}, {"athletics", "athletics"}, {"atlas", "atlas"}, {"atlases", "atlas"},
    {"aunties", "auntie"}, {"automata", "automaton"}, {"avalanches", "avalanche"}, {"avionics", "avionics"},
    {"axes", "axis"}, {"backwards", "backwards"}, {"bacteria", "bacterium"}, {"bayes", "bayes"},
    {"besides", "besides"}, {"bias", "bias"}, {"biases", "bias"}, {"bikinis", "bikini"},
    {"bioinformatics", "bioinformatics"}, {"bogies", "bogie"}, {"bonuses", "bonus"},
    {"bourgeoisies", "bourgeoisie"}, {"brownies", "brownie"}, {"buses", "bus"}, {"caches", "cache"},
    {"cactuses", "cactus"}, {"calculi", "calculus"}, {"calculuses", "calculus"}, {"calories", "calorie"},
    {"calves", "calf"}, {"camaraderies", "camaraderie"}, {"campuses", "campus"}, {"canoes", "canoe"},
    {"canvas", "canvas"}, {"canvases", "canvas"}, {"caries", "caries"}, {"censuses", "census"},
    {"chaos", "chaos"}, {"chaoses", "chaos"}, {"children", "child"}, {"choruses", "chorus"},
    {"christmas", "christmas"}, {"chromodynamics", "chromodynamics"}, {"circuses", "circus"},
    {"cliches", "cliche"}, {"codices", "codex"}, {"collies", "collie"}, {"consensuses", "consensus"},
    {"cookies", "cookie"}, {"coronaviruses", "coronavirus"}, {"corpora", "corpus"}, {"corpuses", "corpus"},
    {"cosmos", "cosmos"}, {"cpus", "cpu"}, {"crises", "crisis"}, {"criteria", "criterion"},
    {"crossroads", "crossroads"}, {"cryogenics", "cryogenics"}, {"curricula", "curriculum"},
    {"cybernetics", "cybernetics"}, {"descartes", "descartes"}, {"diabetes", "diabetes"},
    {"diagnoses", "diagnosis"}, {"does", "does"}, {"downwards", "downwards"}, {"economics", "economics"},
    {"electrodynamics", "electrodynamics"}, {"electronics", "electronics"}, {"ellipses", "ellipsis"},
    {"emphases", "emphasis"}, {"emus", "emu"}, {"epigenetics", "epigenetics"},
    {"equilibria", "equilibrium"}, {"erdos", "erdos"}, {"ergonomics", "ergonomics"},
    {"ethics", "ethics"}, {"ethos", "ethos"},
    {"extrema", "extremum"}, {"eyries", "eyrie"}, {"feet", "foot"}, {"fetuses", "fetus"}, {"foci", "focus"},
    {"focuses", "focus"}, {"formulae", "formula"}, {"forwards", "forwards"}, {"fungi", "fungus"},
    {"gases", "gas"}, {"geese", "goose"}, {"genera", "genus"}, {"genetics", "genetics"},
    {"genies", "genie"}, {"genomics", "genomics"}, {"geriatrics", "geriatrics"}, {"gnus", "gnu"},
    {"goalies", "goalie"}, {"goes", "go"}, {"gpus", "gpu"}, {"graffitis", "graffiti"}, {"guis", "gui"},
    {"gymnastics", "gymnastics"}, {"halves", "half"}, {"headaches", "headache"},
    {"headquarters", "headquarters"}, {"helices", "helix"}, {"herpes", "herpes"}, {"hers", "hers"},
    {"hippies", "hippie"}, {"hippocampuses", "hippocampus"}, {"hoodies", "hoodie"}, {"hooves", "hoof"},
    {"horseshoes", "horseshoe"}, {"hughes", "hughes"}, {"hydraulics", "hydraulics"},
    {"hydrodynamics", "hydrodynamics"}, {"hypotheses", "hypothesis"}, {"indices", "index"},
    {"informatics", "informatics"}, {"innings", "innings"}, {"irises", "iris"}, {"james", "james"},
    {"jones", "jones"}, {"kilocalories", "kilocalorie"}, {"kinetics", "kinetics"}, {"knives", "knife"},
    {"kpis", "kpi"}, {"kudos", "kudos"}, {"larvae", "larva"}, {"lemmata", "lemma"}, {"lens", "lens"},
    {"lenses", "lens"}, {"lice", "louse"}, {"linguistics", "linguistics"}, {"loaves", "loaf"},
    {"loci", "locus"}, {"logistics", "logistics"}, {"mars", "mars"}, {"mathematics", "mathematics"},
    {"matrices", "matrix"}, {"maxima", "maximum"}, {"means", "means"}, {"mechanics", "mechanics"},
    {"mechatronics", "mechatronics"}, {"men", "man"}, {"menus", "menu"}, {"mers", "mers"},
    {"metabolomics", "metabolomics"}, {"metastases", "metastasis"}, {"metropolises", "metropolis"},
    {"mice", "mouse"}, {"minima", "minimum"}, {"minuses", "minus"}, {"moduli", "modulus"},
    {"momenta", "momentum"}, {"moustaches", "moustache"}, {"movies", "movie"}, {"mris", "mri"},
    {"mustaches", "mustache"}, {"nebulae", "nebula"}, {"neuroses", "neurosis"}, {"news", "news"},
    {"nexuses", "nexus"}, {"niches", "niche"}, {"npus", "npu"}, {"nuclei", "nucleus"}, {"oases", "oasis"},
    {"obstetrics", "obstetrics"}, {"octopuses", "octopus"}, {"optics", "optics"}, {"optima", "optimum"},
    {"ours", "ours"}, {"ourselves", "ourselves"}, {"overseas", "overseas"}, {"oxen", "ox"},
    {"pajamas", "pajamas"}, {"pancreas", "pancreas"}, {"parentheses", "parenthesis"}, {"pathos", "pathos"},
    {"pediatrics", "pediatrics"}, {"perhaps", "perhaps"}, {"phenomena", "phenomenon"},
    {"phonemics", "phonemics"}, {"phonetics", "phonetics"}, {"photonics", "photonics"},
    {"physics", "physics"}, {"pluses", "plus"}, {"pois", "poi"}, {"politics", "politics"},
    {"polyhedra", "polyhedron"}, {"pragmatics", "pragmatics"}, {"prairies", "prairie"},
    {"prognoses", "prognosis"}, {"prospectuses", "prospectus"}, {"proteomics", "proteomics"},
    {"psyches", "psyche"}, {"psychoses", "psychosis"}, {"quanta", "quantum"}, {"quizzes", "quiz"},
    {"rabies", "rabies"}, {"radii", "radius"}, {"retroviruses", "retrovirus"}, {"reveries", "reverie"},
    {"rhinoceros", "rhinoceros"}, {"rhodes", "rhodes"}, {"robotics", "robotics"}, {"rois", "roi"},
    {"rookies", "rookie"}, {"sars", "sars"}, {"scabies", "scabies"}, {"scarves", "scarf"},
    {"schemata", "schema"}, {"selfies", "selfie"}, {"selves", "self"}, {"semantics", "semantics"},
    {"series", "series"}, {"shelves", "shelf"}, {"simplices", "simplex"}, {"sinuses", "sinus"},
    {"skis", "ski"}, {"smoothies", "smoothie"}, {"sometimes", "sometimes"}, {"sorties", "sortie"},
    {"species", "species"}, {"spectra", "spectrum"}, {"spintronics", "spintronics"}, {"statuses", "status"},
    {"stigmata", "stigma"}, {"stimuli", "stimulus"}, {"stimuluses", "stimulus"}, {"stokes", "stokes"},
    {"strata", "stratum"}, {"subindices", "subindex"}, {"submatrices", "submatrix"},
    {"supernovae", "supernova"}, {"surpluses", "surplus"}, {"syllabuses", "syllabus"},
    {"syntheses", "synthesis"}, {"taxis", "taxi"}, {"tectonics", "tectonics"}, {"teeth", "tooth"},
    {"tetrahedra", "tetrahedron"}, {"texas", "texas"}, {"thames", "thames"}, {"theirs", "theirs"},
    {"themselves", "themselves"}, {"thermodynamics", "thermodynamics"}, {"thesauruses", "thesaurus"},
    {"theses", "thesis"}, {"thieves", "thief"}, {"tiptoes", "tiptoe"}, {"tori", "torus"},
    {"towards", "towards"}, {"tpus", "tpu"}, {"tsunamis", "tsunami"}, {"uis", "ui"}, {"upwards", "upwards"},
    {"vertebrae", "vertebra"}, {"vertices", "vertex"}, {"viruses", "virus"}, {"vortices", "vortex"},
    {"walruses", "walrus"}, {"whereas", "whereas"}, {"williams", "williams"}, {"wives", "wife"},
    {"wolves", "wolf"}, {"women", "woman"}, {"yetis", "yeti"}, {"yours", "yours"}, {"zombies", "zombie"},
});
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 1; i < kIrregulars.size(); ++i) {
    if (kIrregulars[i - 1].plural >= kIrregulars[i].plural) return false;
  }
  return true;
}
static_assert(in_order(), "fold_plural looks words up by bisection");

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::string with_ending(std::string_view word, std::size_t cut, std::string_view ending) {
  std::string out(word.substr(0, word.size() - cut));
  return out.append(ending);
}

std::string fold_es(std::string_view word) {
  // A sibilant needs the e: "classes", "boxes", "searches", "meshes", "quizzes".
  for (const std::string_view ending : {"sses", "xes", "ches", "shes", "zzes"}) {
    if (word.ends_with(ending)) return with_ending(word, 2, "");
  }
  // "heroes" but "shoes"; short words keep it.
  if (word.ends_with("oes") && word.size() > 5) return with_ending(word, 2, "");
  return with_ending(word, 1, "");
}

}  // namespace

std::string fold_plural(std::string_view word) {
  const auto* found = std::lower_bound(kIrregulars.begin(), kIrregulars.end(), word,
                                       [](const Irregular& i, std::string_view w) { return i.plural < w; });
  if (found != kIrregulars.end() && found->plural == word) return std::string(found->singular);
  if (word.size() < 4 || word.back() != 's' || !is_letter(word[word.size() - 2])) return std::string(word);
  for (const std::string_view ending : {"ss", "us", "is"}) {
    if (word.ends_with(ending)) return std::string(word);
  }
  if (word.ends_with("ies")) return word.size() > 4 ? with_ending(word, 3, "y") : with_ending(word, 1, "");
  if (word.ends_with("es")) return fold_es(word);
  return with_ending(word, 1, "");
}

}  // namespace broadsheet::text
