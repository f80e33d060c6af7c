// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/word_rarity.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/ascii.h"

namespace broadsheet::papers {
namespace {

constexpr double kNumber = 2;

struct Class {
  double rarity;
  std::string_view stems;
};

// Counted in abstracts of arXiv and the ACL Anthology (bench/summaries.py --words).
// clang-format off
constexpr auto kClasses = std::to_array<Class>({
    {0.75,
     "model use"},
    {1.00,
     "base method paper propos result show"},
    {1.25,
     "approach data languag perform task"},
    {1.50,
     "achiev dataset demonstr differ effect evalu exist experi generat improv introduc larg learn present "
     "provid set state studi system train two work"},
    {1.75,
     "across analysi applic challeng compar comput develop first framework general high inform limit new "
     "one problem process signific specif structur time"},
    {2.00,
     "addit address art benchmark complex consist design effici featur find function includ level multi "
     "natur network novel optim real recent relat requir text well"},
    {2.25,
     "accuraci adapt algorithm appli avail case code combin condit consid construct context depend detect "
     "direct distribut domain due dynam e enabl enhanc extens focus human identifi imag import increas "
     "integr investig llm make measur multipl non number obtain often order outperform particular predict "
     "qualiti reduc represent research scale sever space techniqu term test three"},
    {2.50,
     "allow annot architectur baselin capabl captur control current describ divers estim exampl experiment "
     "explor extract field final fine form given input interact key knowledg lead leverag like local low "
     "machin mani mechan need neural object observ open oper paramet point potenti previous properti "
     "question reason remain robust sampl score semant similar simul singl solut sourc standard strategi "
     "strong support transform tune type understand user various visual world"},
    {2.75,
     "accur advanc aim align analyz approxim attent automat behavior best better build call class classif "
     "collect contain continu corpus correspond cost critic cross deep defin deriv dimension discuss embed "
     "employ encod end error establish even explicit extend furthermor g github graph group http implement "
     "infer issu known label linear long main map mean metric numer offer output pair posit possibl power "
     "practic pre produc prove public rang rate reli repres resourc respect reveal same scenario second "
     "select simpl size small step target theori tool translat util valid valu way wide word yet"},
    {3.00,
     "abil activ agent among answer assess associ augment averag awar becom bound chang close com common "
     "complet compon comprehens conduct connect content contribut correct creat detail determin energi "
     "english environ equat exhibit express finit follow four free futur gain gap give global ground guid "
     "higher highlight incorpor independ indic interest interpret involv lack layer match minim modul "
     "moreov n name origin part pattern physic precis preserv prior promis prompt random relev reliabl "
     "report respons role self sentenc sequenc share shown signal solv spatial statist still substanti "
     "success suggest supervis theoret token tradit transfer typic vision weight yield"},
    {3.25,
     "3d access action ai along altern area articl autom bias certain character characterist classic "
     "classifi communic comparison competit concept constraint contrast correl crucial decis deploy despit "
     "diffus dimens document driven emerg empir ensur especi essenti exploit factor fail fix formul found "
     "frequenc full fulli fundament help impact individu initi insight joint less linguist loss lower "
     "maintain matrix memori modal multimod nois overal paradigm phase pipelin probabl product progress "
     "project rank recognit refer region retriev scheme search segment separ social special stage superior "
     "surfac systemat take tempor toward vari variabl variat vector video view zero"},
    {3.50,
     "abl account adopt advantag affect algebra amount analyt appear aspect assumpt benefit beyond "
     "boundari calcul categori caus coher constrain convent converg convers core coupl cover d decod degre "
     "densiti descript devic differenti difficult discret distanc distinct downstream edg element engin "
     "entiti et event everi evid examin expect expert explain extern f1 face facilit flexibl flow formal "
     "foundat frame geometr geometri goal grain handl illustr induc influenc instanc iter k length link "
     "literatur made major manual methodolog mitig motion motiv near nlp normal onlin p parallel partial "
     "perspect play popular pose post principl procedur program purpos quantum queri r reconstruct reduct "
     "refin reflect regular reinforc relationship releas resolut rule s scalabl sens sensit serv shape "
     "shift short shot simultan speech stabil struggl subject suffici synthet technolog textual therefor "
     "track transit under unifi uniqu unit varieti verifi version weak x year"},
    {3.75,
     "abstract acceler accord ad adversari aggreg al appropri arbitrari aris assist assum attribut autonom "
     "b balanc bridg built c central chain channel choic clinic cluster communiti compact composit concern "
     "configur confirm consequ consider constant contextu convolut degrad demand depth drive dual effort "
     "electron equival evolut exact execut fact famili fast feedback fidel filter five format gaussian "
     "good gradient great grow hand hard heterogen hierarch hybrid idea ident identif ii inher inspir "
     "instead instruct intellig intens interfac intern invari l larger latent light lightweight line locat "
     "logic m manag materi mathemat maxim maximum media medic mix mode modern multilingu necessari negat "
     "next node nonlinear occur optic organ orient overcom particip particl path period person phenomenon "
     "plan platform polici polynomi prefer presenc pretrain proof quantifi quantit rapid ratio reach "
     "realist remark restrict review rich risk run satisfi scene seri softwar span spars spectrum speed "
     "stabl start stochast sub subset suffer suitabl t theorem therebi togeth top topic topolog total "
     "trajectori tree turn uncertainti univers unlik updat usual variant wave"},
    {4.00,
     "2d act agreement anoth argu around artifici assign asymptot atom attack attempt author avoid "
     "background basi basic bert binari block bodi broad candid capac care carri cell clear coeffici "
     "cognit collabor complementari compress compris coordin criterion curat de decomposit definit dens "
     "desir dialogu difficulti digit discrimin distil distinguish domin earli easili edit ensembl entir "
     "equal evolv expens extrem f failur far fit forc formula forward fusion game gpt guarante hold "
     "hypothesi implicit index inter invers last least lexic lie loop magnet manner mask modifi monitor "
     "move notabl notion o outcom percept perturb place poor popul primarili propag protocol qualit re "
     "realiz receiv record recov regard regim regress remov replac reproduc resolv reward robot safeti "
     "scienc scientif secur semi sensor sequenti servic six smaller smooth spectral static strength style "
     "subsequ summar surpass synthesi tackl temperatur trade treat uniform unsupervis volum web"},
    {4.25,
     "actual adjust almost alway ambigu analys argument attract backbon bayesian biolog boost bottleneck "
     "box calibr camera causal center charact check chines cloud cnn co come compos confid consum convert "
     "convex count coverag cue curv custom databas deal decompos decreas deliv detector diagnost discov "
     "electr elimin emot encourag entropi equilibrium excel expand expans exponenti faster feasibl "
     "fraction frequent generic govern growth guidanc h head health henc hinder ideal impli implic "
     "inconsist industri infinit inject innov intermedi intrins isol kind latenc latter lattic law let "
     "littl log magnitud manifold manipul margin meaning million minimum miss mixtur mobil morpholog news "
     "noisi overhead overlook parametr pars pass past patient peopl pixel plane prevent primari privaci "
     "probabilist probe profil proper pure q rais read recogn recommend recurr render rigor sentiment "
     "setup side situat speaker specifi split squar stream student suit survey symmetr syntact synthes "
     "tailor team technic tend third thought threshold trace transport true truth unknown unseen upper "
     "usag valuabl veloc verif vlm wherea whole wise written"},
    {4.50,
     "ablat absolut accept acquir agnost aid allevi alloc alon alreadi analog angl artifact ask audio "
     "auxiliari back beam behaviour besid black brain branch break bring carlo categor centric charg claim "
     "coars compat complement concentr conclud conclus conjectur counterpart creation cycl decoupl deform "
     "determinist diagnosi discoveri diseas diverg done doubl drop easi efficaci emphas enforc enough "
     "enrich equip etc exceed excit explan expos extent fair fewer fill fluid fuse gate generaliz german "
     "get go greater grid hallucin hardwar heurist hidden highest histor histori homogen ignor iii impress "
     "insuffici integ intent internet intervent intuit judgment keep kernel laser leav life likelihood "
     "lingual list live look market markov mass massiv matter mine modif modular molecular mont navig "
     "neighbor norm note opportun orthogon oscil overlap page partit persist phrase polar promot prototyp "
     "pseudo publish qa quantiti quasi rare raw recal redund residu reson retain revers right ring rise "
     "root rotat rout scatter seek seen simplifi singular sole spin store strict sum summari suppress "
     "surpris switch symbol symmetri tag taken though transmiss transpar treatment trend trivial u v "
     "varianc vehicl vertex virtual vocabulari vulner workflow write z"},
    {4.75,
     "absenc accumul acoust acquisit add admit age alpha anchor arab array attain autoregress band behind "
     "believ bit bleu broader budget canon caption choos clean clip collaps color combinatori commerci "
     "compet complic compromis conceptu concret conflict conserv constitut consumpt contact covari cultur "
     "date day decad decay decid dedic delay denois deviat discours discrep distort divid draw drift "
     "earlier econom educ en encount engag environment except exchang factual faith fall fals favor "
     "financi fluctuat gas gold gpu grade granular graphic half harm harmon heavili hierarchi hope horizon "
     "hour impos incomplet incorrect increment induct inequ infrastructur insid instabl interfer intersect "
     "interv io ion item j judg la largest led librari llama load longer lstm mark medium meet mention "
     "mesh messag meta mllm moder molecul moment monolingu most movement mt mutual nativ neglect net newli "
     "omega opinion option orbit outlin overview patch perfect phi photon plasma plausibl pool preliminari "
     "pressur price proport protect proven puls quadrat quantiz quick radiat ration ray recoveri relax "
     "relianc repeat rigid rl safe scan scarciti schedul seamless section see seem semev seven sharp sign "
     "simpli site skill slow soft solver sota sound sparsiti spoken spread storag stronger submiss subtask "
     "synchron tabl teacher ten tensor textur thermal throughout tight traffic transcript tri trigger "
     "tweet uncov underscor understood unlabel utter vs w window wireless"},
    {5.00,
     "7b academ adequ affin alongsid alter amplifi amplitud api asr autoencod axi bandwidth barrier begin "
     "belong bench benefici bi bidirect big bilingu biomed cascad chemic chosen circuit collis comment "
     "commut compil confin conform contract cooper cot countri craft cut dan deeper delta denot des devis "
     "diagram dictionari disentangl dispers display eigenvalu eight elast encompass entri epsilon "
     "euclidean extra fashion feed finetun flat flux fold forecast former fourier fragment french frontier "
     "gamma gender generalis grammar grammat guidelin hamiltonian heat heavi hilbert hoc hyperbol imbal "
     "inclus incur inde ineffici institut intend interpol intra introduct isomorph kinet know landscap "
     "later layout le learnabl left legal les lexicon liquid macro math merg micro minor mismatch momentum "
     "monoton naiv narrat narrow nation neuron neutral nevertheless nmt np nuanc occurr offlin pairwis par "
     "parameter parser pathway pave peak perceiv perceptu planar plug plus polit possess posterior "
     "predomin prepar preprocess preval princip priorit privat profession promin prone proxi prune quit "
     "rag reaction recurs regul remot replic request resist restor return rgb room rough round runtim save "
     "scalar schema scope script showcas simpler slight smart solid sophist spanish speci speedup sphere "
     "stack stand statement stationari stem straightforward stress subgroup submit suboptim subspac subtl "
     "super surround sustain tail taxonomi templat think thorough thousand throughput trap trust turbul "
     "twitter ultim un unclear underexplor une unstabl unstructur vast versus viewpoint violat visibl "
     "vital water widespread y"},
    {5.25,
     "4o 8b accompani adjac agre analogu anatom angular anim anomali arithmet arriv assembl asymmetr audit "
     "authent auto away batch belief beta blind bulk bundl busi cach cancer cellular citi coincid cold "
     "compani compens compound condens consensus cours crystal curvatur daili defect defens degener "
     "demograph dialect dialog disambigu discontinu disord dispar dissip dramat drawn du durat earth "
     "electromagnet elementari elicit ellipt emb embodi emiss entail entangl evolutionari excess exclus "
     "expertis expon exposur eye fabric facial file forget foster freedom freeli frozen gather genet gram "
     "healthcar held holist homolog hop huge hundr illumin imageri immedi indirect inner insert inspect "
     "instrument interplay invert irrelev japanes keyword l2 laboratori lambda learner lms logarithm lora "
     "lot manifest meanwhil mental mere metadata metal mimic misalign ml multivari nearest necessarili "
     "necessit neglig ner nous obstacl occlus offici ongo ontolog ordinari outsid overfit packag paraphras "
     "parti passag passiv percentag pivot player poisson pour practition predefin predictor prime primit "
     "pro prohibit proprietari proxim psycholog put python quantif radio radius readabl reader realiti "
     "reformul regardless reject repositori resili respond rest retrain reus revis revisit rnn roberta "
     "satur scarc scratch screen seed serious server shallow shed shelf signatur solar sometim spheric "
     "splat spontan status steadi steer stori strateg strengthen string strongest substitut suppli sur "
     "suscept syntax teach termin themselv thin thing threat tissu today tractabl transmit travel trial "
     "tripl truncat trustworthi ultra unexplor unfortun urban usabl utilis vanish verb versatil voic vote "
     "walk wall wavelength width wikipedia"},
    {5.50,
     "abelian absorpt abund accommod accomplish adher aerial aforement air anisotrop anonym antenna anti "
     "arbitrarili arrang asset attach auc backward ball bank bay behav billion bind book bootstrap bose "
     "boson brief burden calculus cast catastroph caviti cet characteris chat chatgpt child chunk circular "
     "citat clarifi client closer closur cohomolog commonsens concaten concis concurr confus conjunct "
     "constitu contemporari conveni convey copi corrupt counter counterfactu cpu creativ crowd crowdsourc "
     "ct curriculum cyclic dark debat decentr deduc descent diagnos dirichlet discard disciplin displac "
     "disrupt distant divis drastic driver easier einstein elabor emphasi era est ethic euler european "
     "eventu ever exhaust facil fault fiber figur film forest friend front gan gemini genr genuin geograph "
     "googl gradual greedi grpo happen har hate height hindi hole homotopi host hypothes ill imagenet "
     "imposs incid indoor infrar instanti intric iot irreduc italian justifi l1 lab labor late latest "
     "leakag len lift lm logist longitudin mainstream malici max mediat member microscop mild minut mirror "
     "mislead mm monocular mri mu multipli music necess neighborhood nest never nine nm noun nuclear null "
     "oppos opposit optimis oracl otherwis patholog peer penal penalti permut pi pictur piec portion "
     "predic priori programm protein push que quotient radial rational readili regist relativist repetit "
     "rewrit richer road routin russian salient satellit say schroding secondari sft shortcom sigma "
     "simplic skew slice slide slot societi solvabl spatio spatiotempor speak spectroscopi star station "
     "stop subgraph tendenc terminolog thank thermodynam thick toler tradeoff trainabl trait transact "
     "transient transvers treebank truli twist ubiquit uncertain undergo union unpreced unreli vanilla "
     "verbal vertic viabl vit voltag want weaker weather websit white win wind workshop worst"},
    {5.75,
     "1d 4d absorb actor adjoint advers afford aggress anomal anticip apart appar appeal ar arm arxiv "
     "asymmetri asynchron atmospher attend au audienc automaton automorph avenu banach blend blockchain "
     "blur bond boolean bottom briefli bypass campaign car cardin carrier ce centuri ces cett chaotic "
     "chemistri chip circl claud climat cm column command commit complianc cone confer conjug consecut "
     "consolid contamin continuum contradict contrari corefer cosin cubic cumul damag db declin deepseek "
     "default defici delet deliber deliveri descriptor devot diagon diamet dipol disagr disjoint disk "
     "disturb dnn drawback drug dualiti eas ecosystem elucid emit empow emul endow enjoy enter experienc "
     "extractor extrapol fake fermi fermion financ fli fluenci fluent footprint fulfil functor gaug gene "
     "graviti green horizont hydrodynam hyperparamet id imit immers impair imped imperfect impract inaccur "
     "inadequ incom inerti inevit infin ingredi inherit inhomogen interconnect invas invest ioniz ir "
     "irregular isotrop iv journal jump kappa kg kinemat knot lag lagrangian laplacian lay leaderboard "
     "lemma letter licens lidar lifetim lose lowest macroscop manufactur marker master median medicin "
     "memor microscopi mid middl min mind mini misinform modest modulus month ms neumann none nonparametr "
     "nontrivi notic novelti obvious occup odd offens old optimum orchestr outlier owe packet paragraph "
     "pareto pay pde percent permit perplex persona photo pilot placement planner plant plm pos preced "
     "prefix prescrib proactiv proceed processor profici prolifer pronounc proposit proton provabl qui "
     "qwen qwen2.5 qwen3 r1 reactiv readi realism recip registr resembl rf riemannian roug row sacrif "
     "satisfact scientist se sector session shear shock shorter silicon simplif sketch skip smallest sont "
     "sort spike spot spurious stake stimul stoke strain strike substrat supplement surrog surviv svm "
     "symplect talk tau testb theta tie tier titl tomographi toolkit torus toxic triplet tumor tunabl "
     "typolog uav unavail unbias unbound undermin unexpect unitari v2 vae vl volatil vortex vqa whenev "
     "wider wild wit wordnet workload wors wrong zone"},
    {6.00,
     "3dg ab absent advent ambient american anisotropi app arc archiv attenu automatiqu bag beat board "
     "boltzmann carbon chanc chart chatbot checkpoint clock coexist commerc cool cope countabl crop cyber "
     "damp deposit diminish dirac elev em erron everyday exclud exploratori explos facet familiar fed "
     "feder flash flaw flight forum fourth galerkin genom genus grasp gravit harder hausdorff heart hit "
     "holomorph home hydrogen imbalanc indian infeas instal insul interior interleav interview intract "
     "invok job join land laplac lesion listen lock logit mainten merit migrat mission mistak moe motor "
     "movi multidimension multiscal mutat nano neutron nli nomin obscur ocr outer pack pariti phone "
     "physiolog pick piecewis plate plot portugues pragmat premis prioriti problemat profit prospect radar "
     "red remedi repair rerank resnet reusabl reynold rho riemann salienc satisfactori scholar "
     "semiconductor send shell shortcut shortest soliton stanc stimulus stock stylist succeed surveil "
     "synergist tension thesi thread transcrib travers triangl unabl unconstrain undesir unimod unlock "
     "unman urgent vibrat voxel waveform wavelet wmt worker worldwid"},
});
// clang-format on

using Rarities = std::unordered_map<std::string_view, double>;

Rarities read_classes() {
  Rarities rarities;
  for (const Class& one : kClasses) {
    for (const std::string_view stem : split_words(one.stems)) rarities.emplace(stem, one.rarity);
  }
  return rarities;
}

bool is_number(std::string_view stem) {
  return std::ranges::all_of(stem, [](char c) { return is_ascii_digit(c) || c == '.' || c == ','; });
}

}  // namespace

double word_rarity(std::string_view stem) {
  static const Rarities kRarities = read_classes();
  if (const auto known = kRarities.find(stem); known != kRarities.end()) return known->second;
  return is_number(stem) ? kNumber : kRarityMax;
}

}  // namespace broadsheet::papers
