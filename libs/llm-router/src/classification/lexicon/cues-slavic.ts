import type { CueWords } from './cue.js';

export const POLISH: CueWords = {
  make: 'napisz* stwórz utwórz wygeneruj* ułóż przygotuj* zrób wymyśl*',
  genre:
    'wiersz* opowiadani* historię historyjk* bajk* baśń piosenk* slogan* hasło list maila przemówieni* zaproszeni* dialog* żart* dowcip* pomysł* nazw* powieś* wymyśl*',
  codeVerb: 'zaimplementuj* zaprogramuj* debug* skompiluj* posortuj*',
  codeNoun:
    'funkcj* kod kodu program* skrypt* klas* metod* pętl* zmienn* zapytani* baz* algorytm* serwer* plik* tablic* pythonie javascript*',
  codeFault: 'błąd błędu wyjątek',
  mathVerb: 'oblicz* policz* rozwiąż* uprość* udowodnij* wyznacz* ile',
  mathNoun:
    'równani* pochodn* całk* prawdopodobieństw* ułamek procent* średni* pole pola obwód objętość promień promieniu trójkąt* prostokąt* koła koło kwadrat* pierwiast* sum* iloczyn liczb* ile razy cm',
  translate: 'przetłumacz* tłumacz* przełóż',
  language:
    'angielski* niemiecki* francuski* hiszpański* włoski* polski* rosyjski* ukraiński* chiński* japoński*',
  say: 'powiedzieć mówi słowo znaczy oznacza',
  summarise: 'streść* streszczeni* podsumuj* podsumowani* skróć najważniejsze',
  rewrite: 'popraw* przeredaguj* przepisz* przeformułuj* sparafrazuj* skoryguj* skróć ulepsz*',
  style:
    'formaln* uprzejm* grzeczn* profesjonaln* ton styl* ortograf* gramatyk* błędy interpunkcj* zdaniu zdanie',
  extract: 'wypisz* wyodrębnij* wyciągnij* znajdź* wymień* wskaż wszystkie podaj',
  field:
    'imi* nazwisk* dat* daty adres* telefon* numer* kwot* cen* osób osoby firm* miast* miejsc* json',
  classify: 'sklasyfikuj* zaklasyfikuj* przypisz* kategoryzuj* oceń czy',
  label: 'pozytywn* negatywn* neutraln* spam* kategori* sentyment* opini* pilne reklamacj* tak nie',
  document:
    'tekst* artykuł* zdani* akapit* dokument* raport* recenzj* opini* komentarz* wiadomoś* poniższ* następując* ten tym',
  decide:
    'zalety wady porównaj* lepiej lepszy czy powinienem warto wybrać zdecyd* plan strategi* doradź rozważ* przeanalizuj*',
  logic:
    'wszyscy wszystkie niektóre żaden jeśli wtedy prawda fałsz kłamie logiczn* zagadk* wyższy niższy krok',
  question: 'co kto kiedy gdzie dlaczego jak jaki jaka jakie który która ile czym',
  explain: 'wyjaśnij* opisz* różnic* definicj* działa opowiedz wytłumacz*',
  howTo: 'jak mogę porady przepis',
  greet: 'cześć hej witaj dzień dobry wieczór dziękuję dzięki pa dobranoc słychać',
  feel: 'czuję smutno zmęczon* samotn* nudzę dzisiaj',
  you: 'ty ciebie tobie twój jesteś',
  fact: 'stolica stolicą kraj król prezydent wojna wiek* wynalazł odkrył odkryła napisał urodził rzeka góra planet* polon rad',
};

export const CZECH: CueWords = {
  make: 'napiš* vytvoř* vymysli* slož',
  genre: 'báseň básničk* příběh* pohádk* povídk* dopis* slogan* projev* vtip* pozvánk*',
  codeNoun: 'funkc* kód program* skript* třída databáz*',
  codeFault: 'chyba chybu výjimk*',
  mathVerb: 'vypočítej* spočítej* vyřeš* řeš zjednoduš*',
  mathNoun:
    'rovnic* derivac* integrál* obsah obvod objem poloměr* trojúhelník* kruh* procent* pravděpodobnost* kolik průměr*',
  translate: 'přelož* překlad*',
  language: 'anglicky angličtin* němčin* němec* francouz* španěl* čeština češtin* rusky ruštin*',
  say: 'řekne slovo znamená',
  summarise: 'shrň* shrnutí',
  rewrite: 'přepiš* přeformuluj* oprav* vylepši* uprav',
  style: 'formáln* zdvořil* pravopis* gramati* tón styl',
  extract: 'vypiš* najdi* vyber všechn* extrahuj*',
  field: 'jméno jména datum data adres* telefon* částk* firm*',
  classify: 'klasifikuj* zařaď* urči',
  label: 'pozitivn* negativn* neutráln* spam kategori*',
  document: 'text* člán* vět* odstavec recenz* následující* tento',
  decide: 'výhody nevýhody porovnej* lepší mám vybrat vyplatí',
  question: 'co kdo kdy kde proč jak jaký jaká jaké který kolik',
  explain: 'vysvětli* popiš* rozdíl* funguje',
  greet: 'ahoj dobrý den ráno děkuji díky nashle',
  you: 'ty tě tvůj jsi máš',
  fact: 'hlavní město země král válka století vynalezl objevil řeka hora planeta',
};

export const RUSSIAN: CueWords = {
  make: 'напиш* написать созда* сочин* придума* состав* сгенерир* сделай',
  genre:
    'стих* стихотворен* поэм* рассказ* сказк* истори* песн* слоган* письм* речь тост* приглашени* диалог* шутк* анекдот* загадк* идеи названи* роман* повест* пост',
  codeVerb: 'реализуй* запрограммир* отлад* скомпилир* отсортир* оптимизир*',
  codeNoun:
    'функци* код коде кода программ* скрипт* класс* метод* цикл* переменн* запрос* баз* алгоритм* сервер* файл* массив* питон* список',
  codeFault: 'ошибк* исключени* баг выдаёт падает',
  mathVerb: 'реши* решить вычисл* посчита* рассчита* упрост* докаж* найди определи сколько',
  mathNoun:
    'уравнени* производн* интеграл* вероятност* дроб* процент* средн* площад* периметр* объ* радиус* треугольник* прямоугольник* круг* корень сумм* произведени* числ* сколько раз умножить км',
  translate: 'перевед* перевод* перевести',
  language:
    'английск* немецк* французск* испанск* итальянск* русск* украинск* китайск* японск* по-английски по-французски английски французски немецки испански',
  say: 'сказать слово означает значит будет',
  summarise: 'перескаж* кратк* кратко резюм* обобщ* содержани* суммир* главное',
  rewrite: 'перепиш* переформулир* исправ* улучш* сократ* отредактир* перефразир* сделай',
  style:
    'вежлив* формальн* официальн* грамматик* орфограф* пунктуац* ошибки стил* тон* предложени*',
  extract: 'извлек* выпиши* найди выдели* перечисли* все всех список',
  field: 'имя имена имён дат* даты адрес* телефон* номер* сумм* цен* компани* город* фамили* мест*',
  classify: 'классифицир* определи* отнеси* категор*',
  label:
    'положительн* отрицательн* нейтральн* спам* категори* тональност* негативн* позитивн* срочн* жалоб* отзыв*',
  document:
    'текст* стать* абзац* предложени* документ* отчёт* отзыв* комментари* сообщени* следующ* этот эту',
  decide:
    'стоит ли плюсы минусы преимуществ* недостатк* сравни* лучше выбрать решить взвесь план стратеги* проанализир* шаг*',
  logic: 'все некоторые если то следует правда ложь лжец логич* загадк* старше выше шаг',
  question: 'что кто когда где почему как какой какая какие сколько зачем чем',
  explain: 'объясни* опиши* расскажи* разниц* отлич* работает определение',
  howTo: 'как можно совет* рецепт инструкц*',
  greet: 'привет* здравствуй* добрый утро вечер спасибо пока свидания дела большое',
  feel: 'грустно скучно устал* одинок* чувствую поговори* сегодня',
  you: 'ты тебя тебе твой тебя',
  fact: 'столиц* стран* король президент* войн* век изобр* открыл* написал* родил* умер* основан* река гора планет* луна небо',
};

export const UKRAINIAN: CueWords = {
  make: 'напиш* створ* склад* придума* зроби',
  genre: 'вірш* оповіданн* казк* істор* пісн* слоган* лист промов* жарт*',
  codeNoun: 'функці* код коду програм* скрипт* клас* метод* масив*',
  codeFault: 'помилк* виняток',
  mathVerb: 'розв* обчисл* порахуй* спрост* доведи* скільки',
  mathNoun:
    'рівнянн* похідн* площ* периметр* об радіус* трикутник* відсотк* ймовірн* скільки числ*',
  translate: 'переклад* перекласти переклади',
  language: 'англійськ* німецьк* французьк* іспанськ* українськ* російськ* польськ*',
  say: 'сказати слово означає',
  summarise: 'підсумуй* стисл* перекажи* резюм* коротко',
  rewrite: 'перепиш* виправ* перефразуй* покращ* скороти*',
  style: 'формальн* ввічлив* граматик* орфограф* стил* речення',
  extract: 'витягни* знайди* випиши* всі список',
  field: 'ім* імена дат* адрес* телефон* сум* компан* міст*',
  classify: 'класифікуй* визнач* віднеси*',
  label: 'позитивн* негативн* нейтральн* спам* категорі* відгук*',
  document: 'текст* статт* абзац* реченн* відгук* повідомленн* наступн* цей',
  decide: 'варто чи переваги недоліки порівняй* краще обрати зваж',
  question: 'що хто коли де чому як який яка які скільки',
  explain: 'поясни* опиши* розкажи* різниц* працює',
  greet: 'привіт* вітаю добрий день дякую бувай справи',
  you: 'ти тебе тобі твій',
  fact: 'столиц* країн* король війн* століт* написав винайшов народи* річк* гора планет*',
};

export const BULGARIAN: CueWords = {
  make: 'напиши създай',
  genre: 'стихотворение разказ приказка писмо',
  codeNoun: 'функция код програма скрипт',
  mathVerb: 'реши изчисли',
  translate: 'преведи превод*',
  language: 'английски немски френски български',
  summarise: 'обобщи* резюмирай*',
  rewrite: 'пренапиши* коригирай* поправи*',
  extract: 'извлечи* намери',
  classify: 'класифицирай*',
  document: 'текст* статия* изречение* следния',
  question: 'какво кой кога къде защо как колко',
  explain: 'обясни* опиши*',
  greet: 'здравей* благодаря добро утро',
  fact: 'столица* столицата',
};
