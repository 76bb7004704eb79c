import type { CueWords } from './cue.js';

export const GERMAN: CueWords = {
  make: 'schreib* verfass* erstell* erzeug* entwirf entwerf* generier* mach* bau* brauche formulier* dichte',
  genre:
    'gedicht* reim* geschichte* erzählung* märchen* roman* novelle kapitel szene* dialog* lied* liedtext songtext rede* trinkspruch slogan* werbespruch* werbetext* motto einladung* brief* e-mail mail email anschreiben bewerbung* blogbeitrag beitrag post artikel witz* rätsel ideen namen erfind* erfinde ausdenk* gutenachtgeschichte* kurzgeschichte* glückwunsch* geburtstag* aufsatz',
  codeVerb:
    'implementier* programmier* debugg* kompilier* refaktorier* deploye* installier* optimier* sortier*',
  codeNoun:
    'funktion* code programm* skript* methode* klasse* schleife* variable* datenbank* abfrage* algorithm* quellcode schnittstelle* befehl* server ordner datei* liste array',
  codeFault: 'fehlermeldung* absturz stürzt fehler ausnahme* exception* kompiliert',
  mathVerb:
    'berechn* rechne* löse lösen ableit* leite integrier* vereinfach* beweis* bestimme ermittle wieviel',
  mathNoun:
    'gleichung* ableitung* integral* wahrscheinlichkeit* bruch* prozent* durchschnitt* mittelwert* fläche* flächeninhalt umfang volumen radius durchmesser dreieck* rechteck* kreis* quadrat* würfel* polynom* matrix wurzel* zahl* summe* produkt* dezimal* primzahl* geschwindigkeit meter liter stunden minuten euro kosten doppelt hälfte lang breit hoch viel viele mal plus minus geteilt',
  translate: 'übersetz* übertrag*',
  language:
    'englisch* deutsch* französisch* spanisch* italienisch* portugiesisch* niederländisch* polnisch* russisch* ukrainisch* chinesisch* japanisch* koreanisch* arabisch* hebräisch* türkisch* schwedisch* dänisch* norwegisch* finnisch* tschechisch* griechisch* latein*',
  say: 'sagt sagen heißt heisst wort bedeutet ausdruck',
  summarise:
    'zusammenfass* fasse fass zusammen kurzfassung* überblick kernaussage* stichpunkt* inhaltsangabe wichtigsten punkte kürze resümee resümier*',
  rewrite:
    'umformulier* formulier* korrigier* verbesser* überarbeit* kürz* umschreib* umschreiben lektorier* ersetze vereinfach* korrektur',
  style:
    'höflich* förmlich* formell* freundlich* professionell* sachlich* stil ton tonfall rechtschreib* grammatik* zeichensetzung tippfehler schreibfehler fehler sprache einfacher kürzer verständlich* satz sätze absatz',
  extract:
    'extrahier* such* finde nenne liste* auflist* heraus entnimm* entnehme* kommen vor genannt* enthalten alle sämtliche gib',
  field:
    'name* datum daten datumsangaben e-mail-adresse* adresse* anschrift telefonnummer* betrag* preis* summe rechnungsnummer* firma firmen person* ort* städte geburtsdatum nummer* json tabelle',
  classify: 'klassifizier* kategorisier* ordne zuordn* einordn* bewerte ist handelt gehört',
  label:
    'positiv* negativ* neutral* stimmung* spam kategorie* klasse* dringend beschwerde* lob frage* meinung tatsache* tonalität ja nein',
  document:
    'text* artikel absatz satz abschnitt bericht* dokument* protokoll* bewertung* kommentar* nachricht* folgende* diesen dieser unten oben rezension* anfrage* e-mail',
  decide:
    'soll sollte sollen vorteil* nachteil* vor- nachteile wäge abwäg* vergleich* entscheid* besser lohnt empfiehl* empfehl* option* plan plane strategie begründe* schritt analysier* ursache* argumente',
  logic:
    'alle einige keine kein wenn dann folgt logisch* rätsel* schließe* wahr falsch lügt lügner wahrheit größer älter kleiner jünger begründe schritt',
  question: 'was wer wen wem wann wo warum weshalb wieso wie welche welcher welches woher wohin',
  explain:
    'erklär* erläuter* beschreib* unterschied* definier* definition bedeut* funktioniert zwischen',
  howTo: 'anleitung tipps wie kann ich entferne reinige koche',
  greet:
    'hallo hi moin servus tschüss tschüs danke dank vielen guten morgen abend tag nacht grüß gruß bis',
  feel: 'fühle langweilig traurig müde einsam glücklich gestresst plaudern reden unterhalten heute',
  you: 'du dir dich dein deine bist mensch heißt magst',
  fact: 'hauptstadt land könig präsident krieg jahrhundert erfunden erfand entdeckt entdeckte geboren gestorben gegründet fluss berg planet* mond* atom* zelle* virus vitamin* krankheit* symptom* tier* geschichte einwohner größte längste höchste mauer',
};

export const DUTCH: CueWords = {
  make: 'schrijf maak bedenk creëer genereer stel',
  genre:
    'gedicht* verhaal* verhaaltje sprookje* lied* liedje slogan* brief* e-mail uitnodiging* toespraak speech blog sinterklaasgedicht* grap raadsel* ideeën namen verzin*',
  codeVerb: 'implementeer programmeer debug compileer installeer sorteer',
  codeNoun:
    'functie* code programma* script* klasse* methode* lus database query array object* algoritme*',
  codeFault: 'foutmelding* crasht fout exception',
  mathVerb: 'bereken los vereenvoudig bewijs reken',
  mathNoun:
    'vergelijking* afgeleide* oppervlakte omtrek volume straal driehoek* rechthoek* cirkel* procent* gemiddelde* kans* getal* wortel* breuk* hoeveel keer som basis hoogte',
  translate: 'vertaal* vertaling*',
  language:
    'engels* duits* frans* spaans* italiaans* nederlands* portugees* pools* russisch* chinees* japans*',
  say: 'zeg zegt woord betekent heet',
  summarise: 'samenvat* vat samen kernpunten samenvatting* belangrijkste punten kort',
  rewrite: 'herschrijf* herformuleer* verbeter* corrigeer* verkort* formuleer klinkt',
  style:
    'beleefd* formeel formele formeler vriendelijk* toon grammatica spelling spelfouten stijl korter professioneel professioneler zin',
  extract: 'haal extraheer vind zoek noem lijst alle genoemd* komen voor geef',
  field:
    'naam namen datum data adres* telefoonnummer* bedrag* bedrijf bedrijven personen plaats* prijs* prijzen e-mailadres*',
  classify: 'classificeer* categoriseer* deel label is hoort',
  label: 'positief negatief neutraal spam categorie* sentiment dringend klacht',
  document:
    'tekst* artikel* alinea zin verslag* document* recensie* bericht* volgende deze onderstaande mail review*',
  decide:
    'moet zou voordelen nadelen voor- weeg vergelijk* beter kies kiezen beslis* plan strategie advies waarom stap',
  logic: 'alle sommige geen als dan volgt waar onwaar liegt ouder groter kleiner stap raadsel',
  question: 'wat wie wanneer waar waarom hoe welke welk',
  explain: 'leg uit verklaar beschrijf verschil* definitie werkt tussen vertel',
  howTo: 'hoe tips stappen kan ik handleiding',
  greet: 'hallo hoi hey dag goedemorgen goedenavond bedankt dank doei',
  feel: 'voel verdrietig moe eenzaam verveel blij vandaag kletsen',
  you: 'jij je jou jouw bent',
  fact: 'hoofdstad land koning oorlog eeuw uitgevonden ontdekt geboren rivier berg planeet',
};

export const SWEDISH: CueWords = {
  make: 'skriv skapa gör hitta',
  genre: 'dikt* berättelse* saga sagor sång* slogan* brev tal inbjudan novell* skämt',
  codeNoun: 'funktion* kod program* skript* databas* klass* metod*',
  codeFault: 'fel felmeddelande* kraschar',
  mathVerb: 'beräkna räkna lös förenkla',
  mathNoun:
    'ekvation* derivata* area* omkrets volym radie triangel* cirkel* procent sannolikhet* medelvärde* många mycket',
  translate: 'översätt* översättning*',
  language: 'engelska svenska tyska franska spanska danska norska finska',
  say: 'säger ordet betyder heter',
  summarise: 'sammanfatta* sammanfattning*',
  rewrite: 'skriv om omformulera* rätta* förbättra* korrigera*',
  style: 'formell* artig* stavning* grammatik* ton',
  extract: 'extrahera* plocka hitta lista alla',
  field: 'namn datum adress* telefonnummer belopp* företag',
  classify: 'klassificera* kategorisera* är',
  label: 'positiv* negativ* neutral* skräppost kategori*',
  document: 'text* artikel* mening* stycke* recension* följande denna',
  decide: 'ska borde fördelar nackdelar jämför* bättre välja varför plan',
  question: 'vad vem när var varför hur vilken vilket vilka',
  explain: 'förklara* beskriv* skillnad* fungerar berätta',
  greet: 'hej hejsan tack god morgon kväll adjö',
  feel: 'känner ledsen trött ensam uttråkad',
  you: 'du dig din mår',
  fact: 'huvudstad land kung krig uppfann upptäckte född flod berg planet',
};

export const DANISH: CueWords = {
  make: 'skriv lav find',
  genre: 'digt* historie* eventyr* sang* slogan* brev tale invitation',
  codeNoun: 'funktion* kode program* script* klasse* metode*',
  codeFault: 'fejl fejlmeddelelse*',
  mathVerb: 'beregn løs udregn',
  mathNoun: 'ligning* areal* omkreds trekant* cirkel* procent sandsynlighed* mange meget',
  translate: 'oversæt* oversættelse*',
  language: 'engelsk* dansk* tysk* fransk* spansk*',
  say: 'siger ordet betyder hedder',
  summarise: 'opsummer* sammenfat* resumé* resumer*',
  rewrite: 'omskriv* omformuler* ret forbedr*',
  style: 'formel* høflig* stavefejl grammatik tone',
  extract: 'udtræk* find alle',
  field: 'navn navne dato datoer adresse* telefonnumre beløb',
  classify: 'klassificer* kategoriser* er',
  label: 'positiv* negativ* neutral* spam kategori*',
  document: 'tekst* artikel* sætning* anmeldelse* følgende denne',
  decide: 'skal bør fordele ulemper sammenlign* bedre vælge hvorfor',
  question: 'hvad hvem hvornår hvor hvorfor hvordan hvilken',
  explain: 'forklar* beskriv* forskel* fungerer fortæl',
  greet: 'hej tak godmorgen farvel',
  you: 'du dig din har',
  fact: 'hovedstad land konge krig opfandt født',
};

export const NORWEGIAN: CueWords = {
  make: 'skriv lag finn',
  genre: 'dikt* historie* eventyr* sang* slagord* brev tale invitasjon',
  codeNoun: 'funksjon* kode program* skript* klasse* metode*',
  codeFault: 'feil feilmelding*',
  mathVerb: 'beregn regn løs',
  mathNoun: 'ligning* areal* omkrets trekant* sirkel* prosent sannsynlighet* mange mye',
  translate: 'oversett* oversettelse*',
  language: 'engelsk* norsk* tysk* fransk* spansk*',
  say: 'sier ordet betyr heter',
  summarise: 'oppsummer* sammendrag*',
  rewrite: 'omskriv* omformuler* rett forbedre*',
  style: 'formell* høflig* skrivefeil grammatikk tone',
  extract: 'hent finn alle',
  field: 'navn dato datoer adresse* telefonnummer beløp',
  classify: 'klassifiser* kategoriser* er',
  label: 'positiv* negativ* nøytral* søppelpost kategori*',
  document: 'tekst* artikkel* setning* anmeldelse* følgende denne',
  decide: 'skal bør fordeler ulemper sammenlign* bedre velge hvorfor',
  question: 'hva hvem når hvor hvorfor hvordan hvilken',
  explain: 'forklar* beskriv* forskjell* fungerer fortell',
  greet: 'hei takk morgen hade',
  you: 'du deg din har',
  fact: 'hovedstad hovedstaden land konge krig oppfant født',
};
