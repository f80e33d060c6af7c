// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/taxonomy.h"

#include <algorithm>
#include <array>
#include <map>

namespace broadsheet::papers {
namespace {

constexpr auto kAstrophysics = std::to_array<Category>({
    {"astro-ph.CO", "Cosmology and Nongalactic Astrophysics"},
    {"astro-ph.EP", "Earth and Planetary Astrophysics"},
    {"astro-ph.GA", "Astrophysics of Galaxies"},
    {"astro-ph.HE", "High Energy Astrophysical Phenomena"},
    {"astro-ph.IM", "Instrumentation and Methods for Astrophysics"},
    {"astro-ph.SR", "Solar and Stellar Astrophysics"},
});
constexpr auto kCondensedMatter = std::to_array<Category>({
    {"cond-mat.dis-nn", "Disordered Systems and Neural Networks"},
    {"cond-mat.mes-hall", "Mesoscale and Nanoscale Physics"},
    {"cond-mat.mtrl-sci", "Materials Science"},
    {"cond-mat.other", "Other Condensed Matter"},
    {"cond-mat.quant-gas", "Quantum Gases"},
    {"cond-mat.soft", "Soft Condensed Matter"},
    {"cond-mat.stat-mech", "Statistical Mechanics"},
    {"cond-mat.str-el", "Strongly Correlated Electrons"},
    {"cond-mat.supr-con", "Superconductivity"},
});
constexpr auto kNonlinear = std::to_array<Category>({
    {"nlin.AO", "Adaptation and Self-Organizing Systems"},
    {"nlin.CD", "Chaotic Dynamics"},
    {"nlin.CG", "Cellular Automata and Lattice Gases"},
    {"nlin.PS", "Pattern Formation and Solitons"},
    {"nlin.SI", "Exactly Solvable and Integrable Systems"},
});
constexpr auto kOtherPhysics = std::to_array<Category>({
    {"physics.acc-ph", "Accelerator Physics"},
    {"physics.ao-ph", "Atmospheric and Oceanic Physics"},
    {"physics.app-ph", "Applied Physics"},
    {"physics.atm-clus", "Atomic and Molecular Clusters"},
    {"physics.atom-ph", "Atomic Physics"},
    {"physics.bio-ph", "Biological Physics"},
    {"physics.chem-ph", "Chemical Physics"},
    {"physics.class-ph", "Classical Physics"},
    {"physics.comp-ph", "Computational Physics"},
    {"physics.data-an", "Data Analysis, Statistics and Probability"},
    {"physics.ed-ph", "Physics Education"},
    {"physics.flu-dyn", "Fluid Dynamics"},
    {"physics.gen-ph", "General Physics"},
    {"physics.geo-ph", "Geophysics"},
    {"physics.hist-ph", "History and Philosophy of Physics"},
    {"physics.ins-det", "Instrumentation and Detectors"},
    {"physics.med-ph", "Medical Physics"},
    {"physics.optics", "Optics"},
    {"physics.plasm-ph", "Plasma Physics"},
    {"physics.pop-ph", "Popular Physics"},
    {"physics.soc-ph", "Physics and Society"},
    {"physics.space-ph", "Space Physics"},
});
constexpr auto kComputerScience = std::to_array<Category>({
    {"cs.AI", "Artificial Intelligence"},
    {"cs.AR", "Hardware Architecture"},
    {"cs.CC", "Computational Complexity"},
    {"cs.CE", "Computational Engineering, Finance, and Science"},
    {"cs.CG", "Computational Geometry"},
    {"cs.CL", "Computation and Language"},
    {"cs.CR", "Cryptography and Security"},
    {"cs.CV", "Computer Vision and Pattern Recognition"},
    {"cs.CY", "Computers and Society"},
    {"cs.DB", "Databases"},
    {"cs.DC", "Distributed, Parallel, and Cluster Computing"},
    {"cs.DL", "Digital Libraries"},
    {"cs.DM", "Discrete Mathematics"},
    {"cs.DS", "Data Structures and Algorithms"},
    {"cs.ET", "Emerging Technologies"},
    {"cs.FL", "Formal Languages and Automata Theory"},
    {"cs.GL", "General Literature"},
    {"cs.GR", "Graphics"},
    {"cs.GT", "Computer Science and Game Theory"},
    {"cs.HC", "Human-Computer Interaction"},
    {"cs.IR", "Information Retrieval"},
    {"cs.IT", "Information Theory"},
    {"cs.LG", "Machine Learning"},
    {"cs.LO", "Logic in Computer Science"},
    {"cs.MA", "Multiagent Systems"},
    {"cs.MM", "Multimedia"},
    {"cs.MS", "Mathematical Software"},
    {"cs.NA", "Numerical Analysis", "math.NA"},
    {"cs.NE", "Neural and Evolutionary Computing"},
    {"cs.NI", "Networking and Internet Architecture"},
    {"cs.OH", "Other Computer Science"},
    {"cs.OS", "Operating Systems"},
    {"cs.PF", "Performance"},
    {"cs.PL", "Programming Languages"},
    {"cs.RO", "Robotics"},
    {"cs.SC", "Symbolic Computation"},
    {"cs.SD", "Sound"},
    {"cs.SE", "Software Engineering"},
    {"cs.SI", "Social and Information Networks"},
    {"cs.SY", "Systems and Control", "eess.SY"},
});
constexpr auto kMathematics = std::to_array<Category>({
    {"math.AC", "Commutative Algebra"},
    {"math.AG", "Algebraic Geometry"},
    {"math.AP", "Analysis of PDEs"},
    {"math.AT", "Algebraic Topology"},
    {"math.CA", "Classical Analysis and ODEs"},
    {"math.CO", "Combinatorics"},
    {"math.CT", "Category Theory"},
    {"math.CV", "Complex Variables"},
    {"math.DG", "Differential Geometry"},
    {"math.DS", "Dynamical Systems"},
    {"math.FA", "Functional Analysis"},
    {"math.GM", "General Mathematics"},
    {"math.GN", "General Topology"},
    {"math.GR", "Group Theory"},
    {"math.GT", "Geometric Topology"},
    {"math.HO", "History and Overview"},
    {"math.IT", "Information Theory", "cs.IT"},
    {"math.KT", "K-Theory and Homology"},
    {"math.LO", "Logic"},
    {"math.MG", "Metric Geometry"},
    {"math.MP", "Mathematical Physics", "math-ph"},
    {"math.NA", "Numerical Analysis"},
    {"math.NT", "Number Theory"},
    {"math.OA", "Operator Algebras"},
    {"math.OC", "Optimization and Control"},
    {"math.PR", "Probability"},
    {"math.QA", "Quantum Algebra"},
    {"math.RA", "Rings and Algebras"},
    {"math.RT", "Representation Theory"},
    {"math.SG", "Symplectic Geometry"},
    {"math.SP", "Spectral Theory"},
    {"math.ST", "Statistics Theory"},
});
constexpr auto kBiology = std::to_array<Category>({
    {"q-bio.BM", "Biomolecules"},
    {"q-bio.CB", "Cell Behavior"},
    {"q-bio.GN", "Genomics"},
    {"q-bio.MN", "Molecular Networks"},
    {"q-bio.NC", "Neurons and Cognition"},
    {"q-bio.OT", "Other Quantitative Biology"},
    {"q-bio.PE", "Populations and Evolution"},
    {"q-bio.QM", "Quantitative Methods"},
    {"q-bio.SC", "Subcellular Processes"},
    {"q-bio.TO", "Tissues and Organs"},
});
constexpr auto kFinance = std::to_array<Category>({
    {"q-fin.CP", "Computational Finance"},
    {"q-fin.EC", "Economics", "econ.GN"},
    {"q-fin.GN", "General Finance"},
    {"q-fin.MF", "Mathematical Finance"},
    {"q-fin.PM", "Portfolio Management"},
    {"q-fin.PR", "Pricing of Securities"},
    {"q-fin.RM", "Risk Management"},
    {"q-fin.ST", "Statistical Finance"},
    {"q-fin.TR", "Trading and Market Microstructure"},
});
constexpr auto kStatistics = std::to_array<Category>({
    {"stat.AP", "Applications"},
    {"stat.CO", "Computation"},
    {"stat.ME", "Methodology"},
    {"stat.ML", "Machine Learning"},
    {"stat.OT", "Other Statistics"},
    {"stat.TH", "Statistics Theory", "math.ST"},
});
constexpr auto kEngineering = std::to_array<Category>({
    {"eess.AS", "Audio and Speech Processing"},
    {"eess.IV", "Image and Video Processing"},
    {"eess.SP", "Signal Processing"},
    {"eess.SY", "Systems and Control"},
});
constexpr auto kEconomics = std::to_array<Category>({
    {"econ.EM", "Econometrics"},
    {"econ.GN", "General Economics"},
    {"econ.TH", "Theoretical Economics"},
});

constexpr auto kPhysics = std::to_array<Archive>({
    {"astro-ph", "Astrophysics", kAstrophysics},
    {"cond-mat", "Condensed Matter", kCondensedMatter},
    {"gr-qc", "General Relativity and Quantum Cosmology", {}},
    {"hep-ex", "High Energy Physics - Experiment", {}},
    {"hep-lat", "High Energy Physics - Lattice", {}},
    {"hep-ph", "High Energy Physics - Phenomenology", {}},
    {"hep-th", "High Energy Physics - Theory", {}},
    {"math-ph", "Mathematical Physics", {}},
    {"nlin", "Nonlinear Sciences", kNonlinear},
    {"nucl-ex", "Nuclear Experiment", {}},
    {"nucl-th", "Nuclear Theory", {}},
    {"physics", "Physics", kOtherPhysics},
    {"quant-ph", "Quantum Physics", {}},
});
// Of the fields that are one archive.
constexpr auto kSingle = std::to_array<Archive>({
    {"cs", "Computer Science", kComputerScience},
    {"math", "Mathematics", kMathematics},
    {"q-bio", "Quantitative Biology", kBiology},
    {"q-fin", "Quantitative Finance", kFinance},
    {"stat", "Statistics", kStatistics},
    {"eess", "Electrical Engineering and Systems Science", kEngineering},
    {"econ", "Economics", kEconomics},
});

constexpr auto kFields = std::to_array<Field>({
    {"Physics", kPhysics},
    {"Computer Science", {&kSingle[0], 1}},
    {"Mathematics", {&kSingle[1], 1}},
    {"Quantitative Biology", {&kSingle[2], 1}},
    {"Quantitative Finance", {&kSingle[3], 1}},
    {"Statistics", {&kSingle[4], 1}},
    {"Electrical Engineering and Systems Science", {&kSingle[5], 1}},
    {"Economics", {&kSingle[6], 1}},
});

constexpr auto kClosed = std::to_array<Category>({
    {"acc-phys", "Accelerator Physics", "physics.acc-ph"},
    {"adap-org", "Adaptation, Noise, and Self-Organizing Systems", "nlin.AO"},
    {"alg-geom", "Algebraic Geometry", "math.AG"},
    {"ao-sci", "Atmospheric-Oceanic Sciences", "physics.ao-ph"},
    {"atom-ph", "Atomic, Molecular and Optical Physics", "physics.atom-ph"},
    {"bayes-an", "Bayesian Analysis", "physics.data-an"},
    {"chao-dyn", "Chaotic Dynamics", "nlin.CD"},
    {"chem-ph", "Chemical Physics", "physics.chem-ph"},
    {"cmp-lg", "Computation and Language", "cs.CL"},
    {"comp-gas", "Cellular Automata and Lattice Gases", "nlin.CG"},
    {"dg-ga", "Differential Geometry", "math.DG"},
    {"funct-an", "Functional Analysis", "math.FA"},
    {"mtrl-th", "Materials Theory", "cond-mat.mtrl-sci"},
    {"patt-sol", "Pattern Formation and Solitons", "nlin.PS"},
    {"plasm-ph", "Plasma Physics", "physics.plasm-ph"},
    {"q-alg", "Quantum Algebra and Topology", "math.QA"},
    {"solv-int", "Exactly Solvable and Integrable Systems", "nlin.SI"},
    {"supr-con", "Superconductivity", "cond-mat.supr-con"},
});

bool same_key(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

}  // namespace

std::span<const Field> all_fields() {
  return kFields;
}

std::span<const Category> closed_archives() {
  return kClosed;
}

std::span<const std::string_view> also_filed_under(std::string_view key) {
  static const std::map<std::string_view, std::vector<std::string_view>> all = [] {
    std::map<std::string_view, std::vector<std::string_view>> made;
    for (const Field& field : kFields) {
      for (const Archive& archive : field.archives) {
        for (const Category& category : archive.categories) {
          if (category.same_as.empty()) continue;
          made[category.key].push_back(category.same_as);
          made[category.same_as].push_back(category.key);
        }
      }
    }
    for (const Category& archive : kClosed) made[archive.key].push_back(archive.same_as);
    return made;
  }();
  const auto found = all.find(key);
  return found == all.end() ? std::span<const std::string_view>() : std::span(found->second);
}

Category find_category(std::string_view key) {
  const auto is_it = [&](const auto& one) { return same_key(one.key, key); };
  for (const Field& field : kFields) {
    for (const Archive& archive : field.archives) {
      if (is_it(archive)) return {archive.key, archive.name};
      const auto found = std::ranges::find_if(archive.categories, is_it);
      if (found != archive.categories.end()) return *found;
    }
  }
  const auto closed = std::ranges::find_if(kClosed, is_it);
  return closed == kClosed.end() ? Category{} : *closed;
}

std::string_view field_of(std::string_view key) {
  const Category category = find_category(key);
  const std::string_view today = category.same_as.empty() ? category.key : category.same_as;
  const std::string_view archive_key = today.substr(0, today.find('.'));
  for (const Field& field : kFields)
    for (const Archive& archive : field.archives)
      if (archive.key == archive_key) return field.name;
  return {};
}

}  // namespace broadsheet::papers
