import type { Slots } from './templates.js';

/** What the slots of all templates may be filled with, where a language has no words of its own for them. */
export const ENGLISH_SLOTS: Slots = {
  material:
    'What time does the shop open? | Where do I find the station? | Who is the head of this department? | Can you tell me the way to the airport? | Hi there, I would like to order two pizzas. | My name is Rob and I live in Leeds. | How much does the red one cost? | I love this place! | Write to me soon. | Why was my card declined? | Is breakfast included? | def f(x): return x | The lamp does not work any more. | Good evening, how are you? | Thank you for the quick answer. | What is the capital of Italy? | Please send me the invoice for May. | Solve this before noon. | We need to talk about the budget. | How do I reset my password?',
  tech: 'Python | JavaScript | TypeScript | Java | Go | Rust | C# | C++ | PHP | Ruby | Kotlin | Swift | React | Vue | Django | Spring Boot | Node.js | pandas | bash | R | Scala | Angular | Express',
  codeaim:
    'reverses a string | reads a CSV file | sorts a list of dictionaries by a key | sends an HTTP request with retries | validates an email address | parse a JSON file | upload a file | debounce an input | count the words in a file | connect to a database | merge two sorted lists | read environment variables | paginate results | resize images | schedule a job | flatten a nested dictionary | compute a hash of a file | check for balanced brackets | write logs to a file | call a REST API | remove duplicates from an array | iterate over a map | mock a module | download all images of a page',
  structure:
    'a binary search tree | a linked list | Dijkstra | a rate limiter | a queue | quick sort | a trie | a state machine | an event emitter | a thread pool | a bloom filter | the observer pattern | a REST API | a websocket server',
  fault:
    'a NullPointerException | IndexError: list index out of range | ModuleNotFoundError: No module named requests | segmentation fault (core dumped) | undefined is not a function | error TS2345 | a 500 Internal Server Error | CORS error | ECONNREFUSED 127.0.0.1:5432 | SyntaxError: unexpected token | a stack overflow | permission denied | TypeError: x is not iterable | a deadlock | an unhandled promise rejection | exit code 1',
  misbehave:
    'return undefined | throw an exception | run forever | not compile | leak memory | print nothing | fail in production | crash | time out | restart all the time | re-render twice',
  codething:
    'function | class | method | script | snippet | loop | component | query | test | module | container | hook',
  codeword:
    'async | map | let | const | interface | abstract class | generator | closure | mutex | list | tuple | decorator | trait | useMemo | lambda | promise | null | undefined',
  command:
    "chmod 755 run.sh | git cherry-pick | docker exec -it web sh | tar -xzf a.tgz | kubectl get pods -A | awk '{print $2}' | npm ci | grep -rn foo . | sed -i s/a/b/ x | git reset --soft HEAD~1",
  configfile:
    'Dockerfile | docker-compose.yml | GitHub Actions workflow | nginx config | Makefile | tsconfig.json | Terraform module | Helm chart | systemd unit | package.json',
  regexaim:
    'match a date | match URLs | find hex colours | validate a phone number | capture text between brackets | match a UUID | strip HTML tags',
  sqlaim:
    'all users without orders | the second highest salary | the number of orders per month | duplicate rows | the top customers | the latest entry per group | products never sold',
  shellaim:
    'find large files | count lines in all files | kill a process on a port | rename all files in a folder | list open ports | zip a directory | copy files over ssh | watch a log',
  code: 'def f(x):\n    return x + 1 | for (let i = 0; i < n; i++) { total += a[i]; } | SELECT * FROM users WHERE id = 1; | public class A { int x; void run() { x++; } } | ```python\nimport os\nprint(os.getcwd())\n``` | ```js\nconst y = await fetch(url);\nconsole.log(y);\n``` | if (user == null) throw new Error("no user"); | fn main() { println!("{}", v[0]); } | func add(a int, b int) int { return a + b } | const ids = rows.filter(Boolean).map((r) => r.id); | while True:\n    try:\n        poll()\n    except Exception:\n        pass | SELECT a.id, b.name FROM a LEFT JOIN b ON a.id = b.a_id GROUP BY a.id | <div class="box">{{ title }}</div> | x = [i**2 for i in range(10)] | std::vector<int> v; v.push_back(3); | type A = { b?: string }; | let s = String::from("a"); let t = s; println!("{}", s);',
  number:
    '2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 12 | 14 | 15 | 18 | 20 | 24 | 25 | 30 | 36 | 40 | 45 | 48 | 60 | 64 | 72 | 75 | 80 | 96 | 100 | 120 | 144 | 150 | 200 | 240 | 365 | 500 | 720 | 1000 | 1,250 | 2,400 | 0.5 | 3.75 | 12.5',
  percent: '5 | 8 | 10 | 12 | 15 | 20 | 25 | 30 | 40 | 60 | 75',
  op: '+ | - | * | / | times | plus | minus | divided by | x | ^ | mod',
  equation:
    '2x + 3 = 11 | x^2 - 4 = 0 | 5(x - 2) = 3x + 8 | x^2 + 6x + 5 = 0 | 3/x = 9 | |x - 1| = 4 | 2^x = 32 | log(x) = 2 | x + y = 10, x - y = 4 | 4x - 9 = 2x + 1 | sin(x) = 1/2',
  expression:
    'x^2 + 3x | sin(x) cos(x) | e^(2x) | (x+1)(x-1) | ln(x)/x | 3x^3 - 2x + 7 | \\frac{1}{x^2} | sqrt(x+1) | (2a - b)^2 | x^2 - 9 | tan(x) | x e^x',
  mathobject:
    'the derivative of x^3 | the integral of 1/x | the determinant of [[1,2],[3,4]] | the limit of sin(x)/x as x goes to 0 | the greatest common divisor of 84 and 36 | the inverse of the matrix | the roots of x^2 - 5x + 4 | the standard deviation of the data | the slope of the line through (1,2) and (3,8) | the hypotenuse of a triangle with legs 5 and 12 | the least common multiple of 12 and 18 | 7 factorial | the binomial coefficient 10 choose 3 | the degree of the field extension Q(sqrt(2)) over Q | the order of the element in Z_12',
  claim:
    'the square root of 2 is irrational | there are infinitely many primes | n^3 - n is divisible by 6 | the sum of the angles in a triangle is 180 degrees | every group of prime order is cyclic | the function is continuous | 1 + 2 + ... + n = n(n+1)/2',
  chance:
    'rolling two sixes | drawing an ace from a deck of cards | three heads in five coin tosses | two people sharing a birthday | a random number being even',
  figure: 'square | triangle | rectangle | hexagon | rhombus | trapezoid | parallelogram',
  solid: 'sphere | cylinder | cone | ball',
  unit: 'miles | km | kg | pounds | degrees Celsius | degrees Fahrenheit | inches | cm | litres | gallons | minutes | seconds | feet | metres | ounces | grams',
  person:
    'Anna | Ben | Maria | John | Sarah | Peter | Li | Omar | Sofia | David | Emma | Carlos | Yuki | Ivan | Lucy | Mark | Nina | Paul',
  thing:
    'lamp | bicycle | phone | jacket | coffee | chocolate | table | umbrella | guitar | bottle | kettle | sofa | camera | backpack | sandwich | book',
  things:
    'apples | books | pencils | cookies | stickers | tickets | oranges | stamps | cats | bees | bats | eggs | cows | volcanoes | glaciers | coral reefs | black holes | antibodies | enzymes',
  choice:
    'buy a house | rent an apartment | learn Rust | work from home | hire a contractor | move abroad | switch to a four day week | invest in index funds | use a relational database | outsource support | start a company | quit my job | get a dog | adopt electric cars | raise our prices | open a second store | study law | send the children to a private school | switch vendors | go back to university',
  option:
    'an SUV | a van | React | Vue | PostgreSQL | MongoDB | the iPhone | a Pixel | solar panels | wind power | remote work | the office | a credit | savings | Spain | Portugal | a laptop | a tablet | AWS | Azure | a bachelor in economics | an apprenticeship | offer A | offer B | a lease | a purchase | plan one | plan two',
  goal: 'a small team | photography | saving money | entering a new market | growing our newsletter | reducing churn | learning Spanish | a family of four | our product launch | moving the office | cutting costs | a marathon',
  fact: 'sales dropped last quarter | our users complain about speed | two key people left | the budget was cut in half | the competitor lowered prices | the engine makes a noise only when cold | support tickets doubled after the update | nobody signs up on mobile | the plants lose their leaves | rates are rising | the server is slow only on Mondays',
  puzzle:
    "a farmer has to cross a river with a wolf, a goat and a cabbage | three boxes are labelled wrongly, you may open one | two guards stand at two doors, one always lies and one always tells the truth | four people cross a bridge at night with one torch | five houses in five colours stand in a row | a man looks at a portrait and says: brothers and sisters I have none, but this man's father is my father's son | you have twelve coins, one is heavier | if the red house is left of the green one and the blue one is not at the end, where is the blue one | what has keys but opens no locks | Statement 1: every cat is an animal. Statement 2: some animals are black. | everyone who likes tea likes cake, and Tom does not like cake | if Monday is a holiday the shop is closed, and the shop is open",
  groups:
    'cats | poets | engineers | birds | glims | wugs | roses | flowers | dancers | lawyers | robots | mammals | florps | teachers',
  fields:
    'names | dates | email addresses | phone numbers | amounts | prices | places | companies | addresses | invoice numbers | people | product names | cities | URLs | organisations | keywords | deadlines | action items | ingredients | skills | order numbers | IBANs',
  field:
    'name | date | total | invoice number | address | due date | customer | amount | phone number',
  doc: 'text | article | paragraph | email | document | report | message | review | comment | transcript | contract | letter | passage | sentence | ticket | note | post | conversation | memo',
  records:
    'John Smith, 12 Main St, john@example.com, 555-0100 | Invoice 5521 dated 2023-05-01, total 310.20 EUR, due 2023-06-01 | Call Mia at 0171 2345678 or write to mia@example.net | Order 8831: 2 chairs 49.90, 1 desk 199.00, delivered 14 July | From: Bo Chen, Acme Ltd, Dublin. Amount: 1,200 USD. Ref 99-12 | Dr. Eva Lind, Stockholm, born 4 March 1975, policy 7781-A | Flight LH 123 on 9 May from Rome to Oslo, seat 12C | {"user": "kim", "city": "Lyon", "total": 12.5} | Meeting 3 June, room 4, attendees: Lara, Ugo, Sam | Receipt: bread 2.10, cheese 5.40, wine 9.00, sum 16.50',
  text: "The train was late again and nobody told us why. | Our new office opens in March next year. | I bought these shoes two weeks ago and they already fall apart. | The doctor said that I should rest for a few days. | We would like to invite you to our annual dinner. | My order has not arrived and customer service does not answer. | The museum shows paintings from the nineteenth century. | She said she would call back on Friday after lunch with Mr Jones. | Great value, fast delivery, would buy again. | The government announced new rules for landlords. | Please find attached the documents that you asked for. | Temperatures will fall below zero in the north. | The team won the final after extra time. | Win a prize today, just send us your bank details. | He lost his keys and had to sleep at a friend's place. | The software update makes the camera much better. | Researchers at the University of Oslo tested the drug in 2019. | The hotel room was clean but very noisy at night. | I cannot log in since yesterday, please help. | The bridge between Malmö and Copenhagen was opened in 2000. | Water your plants twice a week in summer. | It is what it is, I suppose. | The lawyer asked for more time to study the files. | We walked along the river until it got dark.",
  long: 'The city council voted on Tuesday to close the old bridge for repairs. The work will take eight months and cost four million. Shop owners fear that they will lose customers. The mayor promised support. | Sleep matters more than most people think. Studies show that adults who sleep less than six hours make more mistakes. Naps help a little. Screens before bed do harm. | Our company grew by ten percent last year. The largest growth came from Asia. Costs rose too, mostly for energy. We plan to hire thirty people and to open a site in Poland. | Dear all, the meeting of last week brought three results. First, the launch moves to May. Second, marketing gets more money. Third, Tom leads the project from now on. Best, Ina | The novel tells of two sisters who inherit a farm. One wants to sell it, the other to stay. A storm destroys the barn and brings them together. In the end they open a guest house. | Bats find their way by echo. They send out calls and listen to what comes back. The method works in full darkness. Some moths have learned to hear them and to flee. | Coffee prices rose for the third month. Drought in Brazil hurt the harvest. Roasters pass the costs on to shops. Experts expect no relief before summer. | Anna: the server was down at 9. Bob: I restarted it. Anna: why did it crash? Bob: the disk was full, I will add an alert. Anna: thanks, please write that down.',
  foreign:
    "Wo ist der Bahnhof? | Je ne sais pas quoi faire demain. | El tiempo está muy bueno hoy. | Non vedo l'ora di incontrarti. | Das Leben ist kein Ponyhof. | Hasta la vista | C'est la vie | O barato sai caro. | In bocca al lupo | Добрый вечер | 你吃饭了吗 | お疲れ様です | Ik heb honger | Dzień dobry | Guten Appetit | Il fait très froid ce matin | Der Vertrag wurde gestern unterschrieben.",
  phrase:
    'good morning | where is the bathroom | I love you | cheers | happy birthday | see you tomorrow | how much is this | dog | butterfly | thank you very much | I do not speak your language | library | welcome | have a nice day | grandmother | could I have the bill please | computer | snow',
  lang: 'French | German | Spanish | Italian | Portuguese | Dutch | Polish | Russian | Chinese | Japanese | Korean | Arabic | Turkish | Swedish | English | Hindi | Greek | Czech | Ukrainian | Vietnamese | Finnish | Latin | Hebrew',
  labels:
    'positive, negative or neutral | spam or not spam | bug, feature or question | sports, politics, business or technology | urgent or not urgent | complaint, praise or question | true or false | formal or informal | hate speech or not | fruit or vegetable | sales, support, billing | A, B or C | happy, sad or angry | fact or opinion | high, medium or low priority',
  label:
    'positive | negative | neutral | spam | offensive | urgent | sarcastic | a complaint | formal | a question | relevant | toxic | an opinion | fake',
  list: 'apple, carrot, plum, leek | login broken; dark mode wanted; invoice wrong | cat, oak, granite | rent 900, taxi 20, pizza 15 | Save, Cancel, Are you sure? | call bank, book flight, order paper | meeting moved, need slides, ask Jo',
  book: 'Hamlet | Moby Dick | War and Peace | The Odyssey | Pride and Prejudice | the last Harry Potter book | Faust | The Little Prince | 1984 | The Trial | the movie Inception',
  tone: 'formal | friendly | professional | polite | casual | neutral | persuasive | diplomatic | confident | aggressive | cheerful',
  tonemore:
    'more formal | friendlier | more professional | more polite | shorter | clearer | more concise | less harsh | easier to read | more persuasive | better | more natural | simpler',
  wrong:
    'i has went to the shop yesterday | she dont know where is it | Their going to there house | I am agree with you about this | He have three childs | we was waiting since two hours | its a good ideea to seperate them | the informations are wrong | im loking forward to meet you | your the best teacher i never had',
  genre:
    'poem | short story | haiku | limerick | sonnet | song | fairy tale | joke | rap | fable | bedtime story | scene | monologue | ballad | script | riddle | sketch',
  adjective:
    'funny | sad | short | long | scary | romantic | strange | small | big | old | nice | terrible | red | green | quiet | weird | wonderful',
  topic:
    'autumn | the sea | a lost robot | friendship | a lazy cat | coffee | the moon | winter in the city | time travel | my grandmother | a brave mouse | space pirates | music | football | gardening | climate change | a haunted castle | love | bread | a day off | trains | rain | the future of work | a talking tree | dogs | summer | movies | honesty',
  relative:
    'boss | mother | brother | neighbour | teacher | girlfriend | team | landlord | best friend | daughter | customer | dad | colleague',
  occasion:
    'a wedding | a birthday party | a retirement | the team event | Christmas | an anniversary | a job interview | the school play | a charity run | a summer festival | a meeting',
  business:
    'bakery | bike shop | yoga studio | law firm | pet food brand | book store | travel agency | startup for batteries | hair salon | craft brewery | flower shop | dating app',
  concept:
    'photosynthesis | inflation | entropy | democracy | osmosis | gravity | machine learning | the stock market | existentialism | DNA | blockchain | plate tectonics | evolution | the water cycle | a black hole | fascism | natural selection | supply and demand | opportunity cost | habeas corpus | cognitive dissonance | the central limit theorem | mitosis | a mortgage | a neutron star | judicial review | common law | utilitarianism | a hormone | the placebo effect',
  process:
    'a steam engine | a microwave | the internet | a vaccine | the telephone | a nuclear reactor | the printing press | a fridge | GPS | a battery | the electoral college | a combustion engine | the light bulb | fermentation | the kidney | a transistor | a parliament',
  historic:
    'Napoleon | Cleopatra | Isaac Newton | Mozart | Julius Caesar | Ada Lovelace | Gandhi | Charles Darwin | Marie Antoinette | Abraham Lincoln | Leonardo da Vinci | Plato | Confucius | Queen Victoria',
  place:
    'Norway | Japan | Brazil | Egypt | the Sahara | Mount Everest | Rome | New Zealand | Berlin | Peru | Kenya | the Amazon | Venice | Iceland | Texas | Thailand | Mexico City | the Eiffel Tower',
  geo: 'river | mountain | lake | city | island | desert | planet | ocean | bone | mammal | metal',
  event:
    'the French Revolution | World War I | the fall of Rome | the Great Depression | the moon landing | the Black Death | the American Civil War | the Cold War | the Industrial Revolution | the Titanic disaster',
  habit:
    'migrate | sleep upside down | make honey | change colour | glow | erupt | purr | die out | float | hibernate',
  illness:
    'diabetes | the flu | anemia | asthma | measles | a concussion | migraine | malaria | celiac disease',
  nutrient: 'protein | vitamin C | calcium | omega 3 | iron | fibre | zinc',
  household:
    'clean an oven | boil an egg | get rid of ants | grow tomatoes | tie a tie | store potatoes | change a tyre | descale a kettle | bake bread | renew a passport | remove candle wax | wash wool',
  abbreviation: 'NATO | DNA | UNESCO | HTTP | GDP | NASA | VAT | CEO | WHO | Q4 | FY23',
  feeling: 'sad | lonely | great | stressed | tired | anxious | down | happy | nervous',
  fragment:
    'yes | no | maybe | go on | sure | the second | the last one | next | again | try again | same as before | that one | okay | right | not that | nope | all of them | both | as above | more please | longer | really | and now | done | this | it | part two | option b | correct | wrong | hmm | wait | stop | test | next page | same for the other | try the other way | keep going | left or right | sí | oui | nein | ja bitte | da | noch einmal | encore | otra vez | 好的 | 不 | はい | 네 | да | ещё | nog een keer | ancora | sim | tak | le premier | el primero | das erste | doch | genau | mehr | plus | más | 下一个 | nein danke | na gut | d accord | vale',
  gibberish:
    'qwerty | lorem | xx | aaa | blah | fghj | zzz | tst | abc123 | ... | !! | x1 | hjkl | bar | baz | https://example.org/page | www.example.com',
};
