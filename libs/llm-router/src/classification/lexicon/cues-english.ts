import type { CueWords } from './cue.js';

export const ENGLISH: CueWords = {
  make: 'write writing create compose draft generate produce craft make need want',
  genre:
    'poem* poetry haiku limerick sonnet ballad rhyme* verse lyric* song stor* tale fairytale novel chapter scene dialogue monologue script screenplay essay speech toast slogan* tagline* motto caption* blog post tweet newsletter invitation letter email mail cover eulogy jingle parody fable joke* pun riddle* names ideas brainstorm invent imagine fictional fantasy character* catchy creative advert* ad headline* press announcement card obituary birthday wedding bedtime',
  codeVerb:
    'implement* debug* refactor* compile* compil* deploy* mock* parse* sort* serialize* deserialize* port program code coding optimise optimize rebase merge commit import install run runs executes iterate override subclass lint',
  codeNoun:
    'function* code python javascript typescript java kotlin rust golang ruby php perl swift scala haskell sql html css bash shell powershell regex* regexp script* api apis rest json yaml docker dockerfile container kubernetes git github class* method* loop* array* variable* query queries endpoint* component* react vue angular node nodejs npm pnpm webpack django flask fastapi spring rails laravel postgres* mysql sqlite mongodb redis linux unix terminal cli compiler interpreter algorithm* pandas numpy dataframe unit tests pytest jest async await promise pointer* struct* enum interface generic* lambda closure thread* mutex race recursion recursive binary stack heap queue linked list hashmap dictionary dict tuple workflow pipeline ci cron nginx apache server backend frontend framework library package module repo repository branch pull request middleware orm migration schema index webhook websocket http https url oauth jwt crud selenium scraper crawler excel vba macro spreadsheet snippet div grid flexbox hook hooks useeffect usestate tsconfig eslint makefile cmake assembly c cpp csharp dotnet',
  codeFault:
    'error* exception* traceback stacktrace bug bugs crash* segfault undefined null nullpointerexception typeerror syntaxerror valueerror keyerror indentationerror referenceerror fails failing leak deadlock timeout warning deprecated stderr stdout',
  mathVerb:
    'solve* calculate* calculating compute* evaluate* simplify* integrate* differentiate* factor* prove* derive convert multiply* multipl* divide* divided add subtract* sum round estimate find',
  mathNoun:
    'equation* derivative* integral* probability fraction* percent* average mean median variance deviation area perimeter volume radius diameter triangle* rectangle* square* circle* cube polynomial* matrix matrices eigenvalue* vector* logarithm* log sin cos tan prime* modulo remainder sum product quotient decimal* number* digit* dice coin* cards ways arrange* permutation* combination* interest compounded speed mph kmh km miles meters metres cm kg litres hours minutes twice half third quarter total cost costs price each per ratio angle* degrees hypotenuse sequence series limit converge* theorem algebra geometry arithmetic times plus minus squared cubed root how many much altogether marbles apples',
  translate: 'translate* translation* translator localise* localize* interpreter',
  language:
    'english german french spanish italian portuguese dutch polish russian ukrainian chinese mandarin cantonese japanese korean arabic hebrew hindi turkish swedish danish norwegian finnish czech greek vietnamese thai indonesian latin romanian hungarian croatian serbian bulgarian catalan irish welsh swahili persian farsi urdu bengali tagalog',
  say: 'say said word words phrase expression equivalent version mean means meaning called',
  summarise:
    'summar* tldr tl dr gist recap* condense* digest synopsis overview takeaways takeaway abstract nutshell key main points bullet bullets boil',
  rewrite:
    'rewrite* rewrit* rephras* reword* paraphras* proofread* correct* fix edit improve* polish* shorten* revise* rework* restate* simplify sound sounds turn change smooth copyedit tighten',
  style:
    'formal* informal* polite* professional* friendly friendlier casual concise tone grammar grammatical spelling typo* typos punctuation wording style passive active voice clearer clear shorter longer simpler fluent natural diplomatic persuasive sentence sentences paragraph',
  extract:
    'extract* pull get list find identify* identif* return parse retrieve collect mentioned appear* contained occur* entities entity grab locate out every all',
  field:
    'name names date dates email emails address addresses phone telephone amount* price* total number* invoice json key keys field* value* company companies people person* organisation* organization* place* location* cities city product* items item owner* deadline* action skill* keyword* csv table iban id',
  classify:
    'classif* categor* label* assign sort tag detect* flag rate whether does is sentiment belongs belong fits fit',
  label:
    'positive negative neutral sentiment spam ham categor* label* class classes urgent toxic offensive hate sarcas* irony opinion fact complaint praise topic intent emotion angry happy mood priority yes',
  document:
    'text* article* paragraph* sentence* passage* report* document* transcript* minutes meeting review* comment* tweet* ticket* message* conversation* thread* email* below above following this attached invoice receipt contract paper essay abstract cv resume notes description feedback complaint',
  decide:
    'should pros cons advantages disadvantages arguments weigh* compare* comparing comparison versus vs better best decide* decision choose choosing choice recommend* option* alternative* tradeoff* plan planning strategy strategic roadmap risks evaluate worth why reason* consider* assess* analyse* analyze* analysis cause causes step',
  logic:
    'all some none if then therefore follows follow imply implies true false liar knight truth tells lies puzzle* riddle* logic* deduce* infer* conclude* premise* syllogism taller older shorter younger left right sits seat* step think reason* figure who which everyone nobody exactly only must cannot',
  question: 'what who whom whose when where why which how',
  explain:
    'explain* describe* tell define* definition difference between works work meaning causes cause happens about overview introduction know simple terms',
  howTo: 'how do can tips guide steps way instructions tutorial recipe remove clean cook grow',
  greet:
    'hi hello hey hiya howdy greetings morning evening afternoon night thanks thank thx bye goodbye cheers welcome sup yo later tomorrow lol haha',
  feel: 'feel* feeling sad lonely tired bored happy depressed anxious stressed excited awful miss love hate cry talk chat listen friend day today lately',
  you: 'you your yours yourself u are ai bot robot human real assistant name favourite favorite like think opinion',
  fact: 'capital country countries king queen president war century invented discovered wrote painted born died founded empire treaty battle river mountain planet* moon* atom* cell* virus* bacteri* disease symptom* vitamin* protein* species animal* history historical population largest tallest longest first organ gene* chemical element theory law physics biology chemistry philosophy economy inflation religion constitution parliament located',
};
