import type { LanguageTemplates } from './templates.js';

export const POLISH: LanguageTemplates = {
  slots: {
    text: 'Pociąg znowu się spóźnił. | Zapraszamy na nasze przyjęcie. | Jestem bardzo zawiedziony tym produktem. | Drużyna wygrała po dogrywce.',
    long: 'Rada miasta postanowiła zamknąć stary most. Prace potrwają osiem miesięcy. Sklepikarze boją się straty klientów.',
    lang: 'angielski | niemiecki | francuski',
    topic: 'jesieni | leniwym kocie | morzu',
    doc: 'tekst | artykuł | akapit',
    concept: 'fotosynteza | inflacja | wulkan',
    labels: 'pozytywny, negatywny czy neutralny | spam czy nie spam',
    fields: 'imiona | daty | kwoty | adresy',
    choice: 'kupić dom | zmienić pracę',
    fragment: 'tak | nie | jeszcze raz | drugi',
  },
  templates: {
    code: [
      'napisz funkcję w {tech}, która {codeaim}',
      'jak w {tech} {codeaim}?',
      'dlaczego dostaję {fault} w {tech}?',
      'co robi ten kod? {code}',
    ],
    maths: [
      'oblicz {number} {op} {number}',
      'ile to jest {number} razy {number}?',
      'rozwiąż {equation}',
      '{person} ma {number} jabłek i oddaje {number}. Ile zostało?',
    ],
    reasoning: [
      'jakie są zalety i wady: {choice}?',
      'czy powinienem {choice} czy {choice}?',
      'porównaj {option} i {option} i doradź mi',
    ],
    extraction: [
      'wypisz {fields} z tekstu: {records}',
      'jakie {fields} występują w tekście? {text}',
      'znajdź wszystkie {fields}: {records}',
    ],
    classification: ['czy ten {doc} jest {labels}? {text}', 'sklasyfikuj {doc}: {labels}. {text}'],
    translation: [
      'przetłumacz na {lang}: {text}',
      'jak się mówi {phrase} po angielsku?',
      'co znaczy "{foreign}" po polsku?',
    ],
    summarisation: [
      'streść {doc}: {long}',
      'zrób podsumowanie: {long}',
      'podaj najważniejsze punkty: {long}',
    ],
    rewriting: [
      'popraw {doc}: {text}',
      'przeredaguj {doc}: {text}',
      'napisz to bardziej formalnie: {text}',
      'skróć {doc}: {long}',
    ],
    creative: [
      'napisz wiersz o {topic}',
      'opowiedz bajkę o {topic}',
      'napisz list do {person}',
      'wymyśl slogan dla firmy',
    ],
    knowledge: [
      'co to jest {concept}?',
      'wyjaśnij {concept}',
      'kim był {historic}?',
      'gdzie leży {place}?',
      'jaka jest stolica {place}?',
      'dlaczego niebo jest niebieskie?',
      'jak działa {concept}?',
    ],
    chat: [
      'cześć',
      'dzień dobry',
      'dziękuję',
      'do widzenia',
      'jak się masz?',
      'jak masz na imię?',
      'nudzę się',
      'smutno mi',
    ],
    '': ['{fragment}', '{fragment} {fragment}'],
  },
};
