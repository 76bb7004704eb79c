import { detectLanguage } from './detect-language.js';
import { Lexicon } from './lexicon/lexicon.js';
import { TextScan } from './text/text-scan.js';

const scan = new TextScan(new Lexicon());

function languageOf(text: string): string | undefined {
  scan.scan(text);
  return detectLanguage(scan);
}

it.each([
  ['en', 'The committee has not yet decided where the new school will be built.'],
  ['de', 'Der Ausschuss hat noch nicht entschieden, wo die neue Schule gebaut wird.'],
  ['fr', "Le comité n'a pas encore décidé où la nouvelle école sera construite."],
  ['es', 'El comité todavía no ha decidido dónde se construirá la nueva escuela.'],
  ['it', 'Il comitato non ha ancora deciso dove verrà costruita la nuova scuola.'],
  ['pt', 'A comissão ainda não decidiu onde será construída a nova escola.'],
  ['nl', 'De commissie heeft nog niet besloten waar de nieuwe school wordt gebouwd.'],
  ['pl', 'Komisja jeszcze nie zdecydowała, gdzie zostanie zbudowana nowa szkoła.'],
  ['ru', 'Комиссия ещё не решила, где будет построена новая школа.'],
  ['uk', 'Комісія ще не вирішила, де буде побудована нова школа.'],
  ['zh', '委员会尚未决定新学校将建在哪里。'],
  ['ja', '委員会は新しい学校をどこに建てるかまだ決めていない。'],
  ['ko', '위원회는 새 학교를 어디에 지을지 아직 결정하지 않았다.'],
  ['ar', 'لم تقرر اللجنة بعد أين ستبنى المدرسة الجديدة.'],
  ['he', 'הוועדה עדיין לא החליטה היכן ייבנה בית הספר החדש.'],
  ['hi', 'समिति ने अभी तक यह तय नहीं किया है कि नया विद्यालय कहाँ बनेगा।'],
  ['tr', 'Komite, yeni okulun nerede yapılacağına henüz karar vermedi, çünkü bu çok zor.'],
  ['sv', 'Kommittén har inte bestämt var den nya skolan ska byggas.'],
  ['da', 'Udvalget har endnu ikke besluttet, hvor den nye skole skal bygges.'],
  [
    'no',
    'Utvalget har ikke bestemt hvor den nye skolen skal bygges ennå, men det kommer snart noe.',
  ],
  ['fi', 'Komitea ei ole vielä päättänyt, missä uusi koulu on, mutta se tehdään nyt.'],
  ['cs', 'Výbor ještě nerozhodl, kde bude nová škola postavena.'],
  ['el', 'Η επιτροπή δεν έχει αποφασίσει ακόμη πού θα χτιστεί το νέο σχολείο.'],
  ['vi', 'Ủy ban vẫn chưa quyết định trường học mới sẽ được xây ở đâu.'],
  ['th', 'คณะกรรมการยังไม่ได้ตัดสินใจว่าโรงเรียนใหม่จะสร้างที่ไหน'],
  ['id', 'Panitia belum memutuskan di mana sekolah yang baru itu akan dibangun.'],
  ['ro', 'Comitetul nu a decis încă unde va fi construită școala cea nouă.'],
  ['hu', 'A bizottság még nem döntött arról, hogy hol lesz az új iskola.'],
  ['bg', 'Комисията още не е решила къде ще бъде построено новото училище.'],
])('knows %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
  expect(languageOf(text.toUpperCase())).toBe(language);
});

it('reads letters that are written in two units like those in one', () => {
  const text = 'Où est-ce que l’école a été bâtie après l’été ?';
  expect(languageOf(text.normalize('NFD'))).toBe('fr');
});

it.each([
  ['nothing', ''],
  ['numbers', '12 + 30 = 42'],
  ['a word that could be of many languages', 'internet'],
  ['gibberish', 'qwertz asdf yxcv'],
  [
    'Persian, which has letters that Arabic has not',
    'کمیته هنوز تصمیم نگرفته است که مدرسه چگونه ساخته شود',
  ],
  [
    'half of each',
    'The school is not where we want it. Die Schule ist nicht da, wo wir sie haben wollen.',
  ],
  ['code', '```\nfor (const it of list) { if (it) return the(it) }\n```'],
])('does not name a language for %s', (_what, text) => {
  expect(languageOf(text)).toBeUndefined();
});

it('goes by the prose around code', () => {
  const text =
    'Warum läuft das nicht?\n```\nif (this.is.not) return the.value; // for all that it is\n```';
  expect(languageOf(text)).toBe('de');
});
