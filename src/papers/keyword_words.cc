// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/keyword_words.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"

namespace broadsheet::papers {
namespace {

// clang-format off
// Folded forms.
constexpr std::string_view kNowhere =
     "able abstract account accurate accurately achieve achieved achieving across add additional "
     "additionally address addressed addresses addressing adopt adopted advantage affect affected again "
     "aim aimed aiming akin al allow allowed allowing almost alone along already although always among "
     "amount analyse analysed analyze analyzed analyzing another answer anyone anything appear appeared "
     "appearing applied apply applying appropriate approximate approximately argue arise article aspect "
     "assume assumed assuming attempt attention author available based basic basis become becoming began "
     "begin behind belong benefit best better beyond bring broad build built call called capable capture "
     "captured capturing careful carried case categorify cause caused causing certain challenge "
     "challenging change changed characterize choose chosen clear clearly close closely code combine "
     "combined combining come common commonly compare compared comparing complete completely complex "
     "comprehensive comprise conclude conclusion conduct conducted consequence consequently consider "
     "considerable considerably considered considering consist consisting constitute contain containing "
     "contrast contribute contribution convenient correct correctly corresponding cost create created "
     "creating critical crucial current currently daily date deal decade decrease define defined defy "
     "degree demonstrate demonstrated demonstrating depend depending derive derived describe described "
     "describing desired despite detail detailed determine determined develop developed developing "
     "different difficult directly discover discovered discus discuss discussed distinct dreadful due "
     "earlier easier easily easy effective effectively effectiveness efficient efficiently effort eight "
     "either else emerge emerging employ employed employing employs enable enabled enabling enhance "
     "enhanced enhancing enough ensure ensuring entire equal especially essential establish established "
     "et etc evaluate evaluated evaluating even ever every everyone everything evidence exact exactly "
     "examine examined example exhibit exist existing expect expected experiment experimental explain "
     "explicitly exploit exploited exploiting explore explored exploring extend extended extending "
     "extensive extensively extra extremely face facilitate fact factor fail failed fails far fast "
     "favorable fewer final finally find finding first five fixed focu focus focuses focusing follow "
     "followed following force former found four frequently full fully fundamental furthermore gain "
     "general generally generated get give given giving go goal goals good great greater greatly half "
     "hand handling happen hard harder heavy held help helpful hence hereby high higher highest "
     "highlight highly hold hope idea ideal identified identify identifying illustrate immediate "
     "immediately impact implement implementation implemented implication implies imply implying "
     "importance important importantly improve improved improvement improves improving include included "
     "including incorporate incorporating increase increased increasing increasingly indeed indicate "
     "indicating infrequent initial inside insight inspired instance instead interest interesting "
     "introduce introduced introducing intuitive investigate investigated investigating involve involved "
     "involving issue just keep kept key know known lack large largely last lastly lately later latter "
     "lead leading learn least led left less let leverage leveraging lie lies like likely limitation "
     "limited link literature little long longer look lot lower main mainly major majority make making "
     "many maybe mean means measure measured mention mentioned merely moreover much namely near nearly "
     "necessary necessity need needed neither never nevertheless new newly next nine notable notably "
     "note noted nothing notion novel number numerous observation observe observed obtain obtained "
     "obtaining obvious occur offer offered offering often old once one open opportunity opposed "
     "opposite order original others otherwise out outperform outperforming outside overall overcome "
     "overwrite own paper part partially particular particularly past perform performed performing "
     "perhaps permit perpetuate perspective place plausible play please plus point poor popular "
     "possibility possible possibly potential potentially practical practice precise precisely "
     "preliminary presence present presented presenting previous previously primarily primary prior "
     "problem produce produced producing promising propose proposed proposing prove proved proven "
     "provide provided providing publicly purpose quality quantity question quick quickly quite range "
     "rarely rate rather reach ready real realize realized reason reasonable recall receive received "
     "recent recently recommend reduce reduced reducing regard regarding regardless regime regular "
     "related relevant rely relying remain remaining remarkable report reported represent require "
     "required requirement requiring research researcher respect respective respectively restrict "
     "restricted result resulting reveal revealed revealing rich rise role rough roughly said same "
     "satisfy says second section see seek seem seen separate seriously serve set seven several share "
     "shared show showed showing shown significance significant significantly similar similarly simple "
     "simply simultaneously situation six size slightly slow so- solve solved solving someone something "
     "sometimes soon sort sparked specially specific specifically stand start state statement still "
     "strength stress strictly strong strongly struggle struggling studied study studying substantial "
     "substantially subtask successful successfully suffer sufficient suggest suggested suggesting "
     "suitable superior support supporting sure surprising surprisingly systematic systematically tackle "
     "take taken takes taking tell ten tend term tested thereby therefore thi thing things think third "
     "thorough though thought three throughout thus today together top total toward towards traditional "
     "treat treated true try turn twice two type typical typically unable unclear underlying understand "
     "understanding unfortunately unknown unlike unnatural upon upper usage use used useful user using "
     "usual usually utilize utilizing valid validate validated valuable variety various versus via "
     "viable view virtually visible want way ways weak well well-known whereas whole wide widely wider "
     "wish work working worse worst worth wrong year yet yield yielding young";
constexpr std::string_view kNotLast =
     "advantage application approach area art based case class context field form group high kind level "
     "long low method methodology performance process property result science sense setting short small "
     "solution step study task technique test theme time tool topic value version way world";
// Nouns that look like adjectives.
constexpr std::string_view kNouns =
     "adjective alternative anomaly archive assembly automorphism derivative directive family forest "
     "incentive interest narrative objective observable perspective primitive request supply table "
     "variable vocabulary";
// clang-format on
// Of adjectives and adverbs.
constexpr auto kAdjectiveEnds = std::to_array<std::string_view>(
    {"able", "ed", "est", "ful", "ible", "ical", "ive", "less", "ly", "onal", "ous", "ual", "ural"});

using Set = std::unordered_set<std::string_view>;

Set words_of(std::string_view list) {
  const std::vector<std::string_view> words = split_words(list);
  return {words.begin(), words.end()};
}

}  // namespace

bool is_telling_only(std::string_view folded) {
  static const Set kWords = words_of(kNowhere);
  return kWords.contains(folded);
}

bool may_end_keyword(std::string_view folded) {
  static const Set kGeneral = words_of(kNotLast);
  static const Set kAsNouns = words_of(kNouns);
  if (kGeneral.contains(folded)) return false;
  if (kAsNouns.contains(folded)) return true;
  constexpr std::size_t kStemBytesMin = 3;  // "red" and "speed" are no adjectives by their ends
  return std::ranges::none_of(kAdjectiveEnds, [&](std::string_view end) {
    return folded.ends_with(end) && folded.size() >= end.size() + kStemBytesMin + (end == "ed" ? 1 : 0);
  });
}

}  // namespace broadsheet::papers
