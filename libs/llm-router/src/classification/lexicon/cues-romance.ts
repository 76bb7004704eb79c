import type { CueWords } from './cue.js';

export const FRENCH: CueWords = {
  make: 'écri* ecris rédige* rédigez compose* crée* créer génère* générer fais donne besoin',
  genre:
    'poème* poésie haïku conte* histoire* récit* roman* nouvelle chanson* slogan* discours lettre* mail e-mail invitation* dialogue* scène* blague* devinette* idées noms invente* inventer imagine* imaginer publicité accroche rime* alexandrins motivation',
  codeVerb:
    'implémente* programme* débogue* déboguer compile* refactorise* trier installer optimise*',
  codeNoun:
    'fonction* code programme* script* classe* méthode* boucle* variable* requête* base données algorithme* conteneur serveur chaîne dictionnaire tableau liste fichier*',
  codeFault: 'erreur* exception* plante bug redémarre',
  mathVerb:
    'calcule* calculer résous résoudre résolvez simplifie* démontre* démontrer dérive* intègre* détermine* combien',
  mathNoun:
    'équation* dérivée* intégrale* probabilité* fraction* pourcent* moyenne* aire surface périmètre volume rayon triangle* rectangle* cercle* racine* système somme produit nombre* chiffre* combien font fois euros mètres côté',
  translate: 'tradui* traduction* traducteur',
  language:
    'anglais* allemand* français* espagnol* italien* portugais* néerlandais* polonais* russe* chinois* japonais* coréen* arabe* turc* suédois* grec latin',
  say: 'dit dire mot signifie expression',
  summarise: 'résum* synthèse* synthétis* condense* essentiel points clés grandes lignes compte',
  rewrite:
    'reformul* réécri* corrig* amélior* raccourci* rends rendre relis relire modifie* paraphras* simplifie*',
  style:
    'poli polie formel* professionnel* ton style orthographe grammaire fautes concis* clair* courtois* soutenu phrase* familier',
  extract:
    'extrai* extrait relève* relever trouve* liste* repère* identifie* cités mentionn* tous toutes donne',
  field:
    'nom noms date* adresse* téléphone* numéro* montant* prix personne* entreprise* ville* lieu* courriel* facture json',
  classify: 'class* catégoris* étiquette* attribue* est-ce est',
  label:
    'positif* négatif* neutre* sentiment* spam catégorie* réclamation* urgent* opinion fait* avis oui non tonalité',
  document:
    'texte* article* paragraphe* phrase* document* rapport* compte-rendu rendu avis commentaire* message* suivant* ci-dessous courrier* mail',
  decide:
    'avantages inconvénients pour contre pèse compare* comparer mieux vaut choisir choix dois-je devrais conseill* recommand* plan stratégie étape* analyse* pourquoi raison* décider',
  logic:
    'tous certains aucun si alors donc vrai faux menteur vérité énigme* logique* grand petit âgé étape raisonne*',
  question: 'quoi qui quand où pourquoi comment quel quelle quels quelles combien',
  explain: 'expliqu* décri* défini* différence* fonctionne entre parle',
  howTo: 'comment faire astuces conseils étapes recette',
  greet: 'salut bonjour bonsoir coucou merci beaucoup revoir journée soirée bientôt ça va',
  feel: 'sens triste fatigué* seul* ennuie content* envie parler aujourd hui',
  you: 'tu toi ton ta vas es appelles vous',
  fact: 'capitale pays roi président guerre siècle inventé découvert écrit peint né mort fondé fleuve montagne planète* lune atome* cellule* virus vitamine* maladie* symptôme* animal histoire population grand feuilles moteur',
};

export const SPANISH: CueWords = {
  make: 'escrib* redact* compon* crea crear cree genera* haz hazme necesito dame',
  genre:
    'poema* poesía cuento* historia* relato* novela canción* eslogan* lema* discurso carta* correo invitación diálogo* escena* chiste* adivinanza* ideas nombres inventa* imagina* anuncio publicación presentación',
  codeVerb: 'implementa* programa* depura* compila* refactoriza* ordena* instala* optimiza*',
  codeNoun:
    'función* funciones código programa* script* clase* método* bucle* variable* consulta* base datos algoritmo* servidor archivo* lista columnas',
  codeFault: 'error* excepción* falla bug',
  mathVerb:
    'calcul* resuelv* resolver simplific* demuestr* deriv* integr* halla hallar determin* cuánto',
  mathNoun:
    'ecuación* derivada* integral* probabilidad* fracción* porcentaje* ciento promedio media área perímetro volumen radio triángulo* rectángulo* círculo* raíz suma producto número* cuánto cuántos cuánta cuántas veces euros metros lado obreros días',
  translate: 'tradu* traducción* traductor',
  language:
    'inglés* alemán* francés* español* italiano* portugués* holandés* polaco* ruso* chino* japonés* coreano* árabe* turco* catalán* latín castellano',
  say: 'dice decir palabra significa expresión',
  summarise: 'resum* síntesis sintetiza* puntos principales clave esquema',
  rewrite: 'reescrib* reformul* corrig* corrij* mejor* acort* parafrase* revis* haz simplific*',
  style:
    'formal* cortés* educado profesional* tono estilo ortograf* gramátic* faltas errores conciso* claro redacción frase* párrafo*',
  extract:
    'extra* saca* encuentra* lista* identifica* enumera* busca mencionad* todos todas aparecen dame',
  field:
    'nombre* fecha* dirección* teléfono* número* importe* cantidad* precio* persona* empresa* ciudad* lugar* correos factura* json',
  classify: 'clasific* categoriz* etiquet* asigna* es',
  label:
    'positiv* negativ* neutr* sentimiento* spam categoría* queja* urgente opinión hecho* reseña* sí',
  document:
    'texto* artículo* párrafo* frase* documento* informe* reseña* comentario* mensaje* siguiente* este esta correo* abajo',
  decide:
    'ventajas desventajas inconvenientes pros contras compar* mejor peor conviene debería debo elegir decidir recomiend* plan estrategia paso* analiz* razon* opción* opciones',
  logic:
    'todos algunos ningún si entonces verdad mentira miente lógic* acertijo* alto bajo mayor menor paso razona',
  question: 'qué que quién quien cuándo dónde por cómo cuál cuáles cuánto cuántos cuánta',
  explain: 'explic* describ* defin* diferencia* funciona entre háblame',
  howTo: 'cómo puedo consejos pasos receta guía',
  greet: 'hola buenos buenas días tardes noches gracias muchas adiós luego hasta tal',
  feel: 'siento triste cansad* sol* aburrid* feliz hablar hoy',
  you: 'tú tu te estás eres llamas',
  fact: 'capital país rey presidente guerra siglo inventó descubrió escribió pintó nació murió fundó río montaña planeta* luna átomo* célula* virus vitamina* enfermedad* síntoma* animal historia población mundial fotosíntesis',
};

export const ITALIAN: CueWords = {
  make: 'scriv* componi* crea* genera* redigi* fai fammi dammi inventa*',
  genre:
    'poesia poesie racconto* storia* storie fiaba fiabe favola* filastrocc* canzon* slogan* discorso lettera* mail email invito* dialogo* scena* barzelletta* indovinell* idee nomi inventa* immagina* annuncio romanzo',
  codeVerb: 'implementa* programma* compila* debug* ordina* installa* ottimizza*',
  codeNoun:
    'funzione* codice programma* script* classe* metodo* ciclo* variabil* query database algoritm* server file lista',
  codeFault: 'errore* eccezione* bug',
  mathVerb: 'calcol* risolv* semplific* dimostr* deriv* integr* determin* trova quanto',
  mathNoun:
    'equazion* derivat* integral* probabilità frazion* percentual* media area perimetro volume raggio triangol* rettangol* cerchi* radice somma prodotto numer* quanto quanti fa diviso per cento metri lato',
  translate: 'tradu* traduzione*',
  language:
    'inglese tedesco francese spagnolo italiano portoghese olandese polacco russo cinese giapponese coreano arabo turco latino greco',
  say: 'dice dire parola significa espressione',
  summarise: 'riassum* riassunto* sintesi sintetizza* punti principali chiave righe',
  rewrite: 'riscriv* riformul* corregg* miglior* accorci* parafras* rivedi* rendi semplific*',
  style:
    'formal* cortese educato professional* tono stile ortografi* grammatic* errori conciso chiaro frase frasi paragrafo gentile',
  extract: 'estra* trova* elenca* identifica* individua* cerca menzionat* tutti tutte dammi',
  field:
    'nome nomi data date indirizz* telefono numer* importo importi prezzo prezzi person* aziend* città luogo luoghi ricevuta fattura json',
  classify: 'classific* categorizz* etichett* assegna* è',
  label:
    'positiv* negativ* neutr* sentiment* spam categori* reclamo urgente opinione fatto recensione sì',
  document:
    'testo testi articolo* paragrafo* frase documento* relazione recensione* commento* messaggio* seguente* questo questa mail email',
  decide:
    'pro contro vantaggi svantaggi confront* meglio conviene dovrei scegliere decidere consigli* consiglia* piano strategia passo analizz* opzion* perché',
  logic:
    'tutti alcuni nessun se allora vero falso mente verità logic* indovinell* alto basso passo ragion*',
  question: 'cosa chi quando dove perché come quale quali quanto quanti',
  explain: 'spieg* descriv* defin* differenz* funziona tra parlami',
  howTo: 'come posso consigli passi ricetta guida',
  greet: 'ciao salve buongiorno buonasera grazie mille arrivederci buonanotte stai',
  feel: 'sento triste stanc* sol* annoi* felice parlare oggi',
  you: 'tu ti tuo sei chiami stai',
  fact: 'capitale paese re presidente guerra secolo inventato scoperto scritto dipinto nato morto fondata fondato fiume montagna pianet* luna atom* cellul* virus vitamin* malattia sintom* animale storia popolazione mare salato',
};

export const PORTUGUESE: CueWords = {
  make: 'escrev* redij* componha crie criar gere gerar faça preciso dê me invente',
  genre:
    'poema* poesia conto* história* estória romance canção música letra slogan* discurso carta* e-mail convite* diálogo* cena* piada* adivinha* ideias nomes inven* imagine* anúncio',
  codeVerb: 'implement* program* depur* compil* refator* orden* instal* otimiz*',
  codeNoun:
    'função funções código programa* script* classe* método* laço variáve* consulta* banco dados algoritmo* servidor arquivo* lista',
  codeFault: 'erro* exceção* falha bug',
  mathVerb: 'calcul* resolv* simplifi* demonstr* deriv* integr* determin* encontre quanto',
  mathNoun:
    'equação equações derivada* integral* probabilidade* fração porcentagem cento média área perímetro volume raio triângulo* retângulo* círculo* raiz soma produto número* quanto quantos quantas vezes reais metros lado caixas',
  translate: 'traduz* tradução* traduza',
  language:
    'inglês inglesa alemão francês espanhol italiano português holandês polonês russo chinês japonês coreano árabe turco latim',
  say: 'diz dizer palavra significa expressão',
  summarise: 'resum* síntese sintetiz* pontos principais',
  rewrite: 'reescrev* reformul* corrij* corrig* melhor* encurt* parafrase* revis* torne simplifi*',
  style:
    'formal* educad* profissional* tom estilo ortografi* gramátic* erros conciso claro frase* parágrafo*',
  extract: 'extrai* extraia encontre* liste* identifi* enumere* busque mencionad* todos todas',
  field:
    'nome* data* endereço* telefone* número* valor* preço* pessoa* empresa* cidade* lugar* cpf cliente fatura json',
  classify: 'classifi* categoriz* etiquet* atribu* é',
  label:
    'positiv* negativ* neutr* sentimento* spam categoria* reclamação urgente opinião fato avaliação sim',
  document:
    'texto* artigo* parágrafo* frase* documento* relatório* avaliação comentário* mensagem* seguinte* este esta abaixo',
  decide:
    'vantagens desvantagens prós contras compar* melhor devo deveria vale pena escolher decidir recomend* plano estratégia passo* analis* opção opções pense',
  logic:
    'todos todas alguns nenhum se então verdade mentira mente lógic* alto baixo passo pense raciocin* etiqueta errada',
  question: 'qual quais quem quando onde por como quanto quantos',
  explain: 'expliq* explic* descrev* defin* diferença* funciona entre fale',
  howTo: 'como posso dicas passos receita guia',
  greet: 'oi olá bom boa dia tarde noite obrigad* tchau tudo bem valeu',
  feel: 'sinto triste cansad* sozinh* entediad* feliz conversar hoje',
  you: 'você tu te seu está',
  fact: 'capital país rei presidente guerra século inventou descobriu escreveu pintou nasceu morreu rio montanha planeta* lua átomo* célula* vírus vitamina* doença* sintoma* animal história população mundo maior',
};

export const ROMANIAN: CueWords = {
  make: 'scrie creează compune',
  genre: 'poezie poveste povestiri scrisoare slogan discurs',
  codeNoun: 'funcție cod program script',
  mathVerb: 'calculează rezolvă',
  mathNoun: 'ecuația aria triunghi procent',
  translate: 'tradu* traduce* traducere*',
  language: 'engleză germană franceză spaniolă română italiană',
  summarise: 'rezum* rezumat*',
  rewrite: 'rescrie* reformul* corect* îmbunătăț*',
  extract: 'extrage* găsește',
  classify: 'clasific*',
  label: 'pozitiv* negativ* neutru',
  document: 'text* textul articol* propoziți* următor*',
  decide: 'avantaje dezavantaje compară',
  question: 'ce cine când unde cum care cât câte',
  explain: 'explică descrie diferența',
  greet: 'bună salut mulțumesc mersi',
  fact: 'capitala',
};
