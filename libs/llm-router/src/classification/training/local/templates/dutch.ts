import type { LanguageTemplates } from './templates.js';

export const DUTCH: LanguageTemplates = {
  slots: {
    text: 'De trein was weer te laat. | We nodigen u uit voor ons feest. | Ik ben erg teleurgesteld in dit product. | De ploeg won na verlenging.',
    long: 'De gemeente besloot de oude brug te sluiten. Het werk duurt acht maanden. Winkeliers zijn bang klanten te verliezen.',
    lang: 'Engels | Frans | Spaans',
    topic: 'de herfst | een luie kat | de zee | vriendschap',
    doc: 'tekst | artikel | bericht',
    concept: 'fotosynthese | inflatie | een vulkaan',
    labels: 'positief, negatief of neutraal | spam of geen spam',
    fields: 'namen | datums | bedragen | adressen',
    choice: 'een huis kopen | van baan wisselen | thuis werken',
    fragment: 'ja | nee | nog een | de tweede',
  },
  templates: {
    code: [
      'schrijf een functie in {tech} die {codeaim}',
      'hoe kan ik {codeaim} in {tech}?',
      'waarom krijg ik {fault} in {tech}?',
      'wat doet deze code? {code}',
    ],
    maths: [
      'bereken {number} {op} {number}',
      'hoeveel is {number} keer {number}?',
      'los op: {equation}',
      '{person} heeft {number} appels en geeft er {number} weg. Hoeveel blijven er over?',
    ],
    reasoning: [
      'wat zijn de voordelen en nadelen van {choice}?',
      'moet ik {choice} of {choice}?',
      'vergelijk {option} en {option} en geef een advies',
    ],
    extraction: [
      'haal de {fields} uit deze {doc}: {records}',
      'welke {fields} worden genoemd? {text}',
      'geef alle {fields} in de {doc}: {records}',
    ],
    classification: ['is deze {doc} {labels}? {text}', 'classificeer deze {doc}: {labels}. {text}'],
    translation: [
      'vertaal naar het {lang}: {text}',
      'hoe zeg je {phrase} in het {lang}?',
      'wat betekent "{foreign}" in het Nederlands?',
    ],
    summarisation: [
      'vat deze {doc} samen: {long}',
      'maak een samenvatting: {long}',
      'wat zijn de belangrijkste punten? {long}',
    ],
    rewriting: [
      'herschrijf deze {doc}: {text}',
      'verbeter de spelling: {text}',
      'maak dit beleefder: {text}',
      'maak deze {doc} korter: {long}',
    ],
    creative: [
      'schrijf een gedicht over {topic}',
      'vertel een verhaal over {topic}',
      'schrijf een brief aan {person}',
      'bedenk een slogan voor een {business}',
    ],
    knowledge: [
      'wat is {concept}?',
      'leg uit wat {concept} is',
      'wie was {historic}?',
      'waar ligt {place}?',
      'wat is de hoofdstad van {place}?',
      'waarom is de lucht blauw?',
      'hoe werkt {concept}?',
    ],
    chat: [
      'hallo',
      'hoi',
      'goedemorgen',
      'dank je wel',
      'doei',
      'hoe gaat het?',
      'hoe heet je?',
      'ik verveel me',
      'ik voel me verdrietig',
    ],
    '': ['{fragment}', '{fragment} {fragment}'],
  },
};
