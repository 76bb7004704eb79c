import type { LanguageTemplates } from './templates.js';

export const JAPANESE: LanguageTemplates = {
  slots: {
    text: '電車がまた遅れました。 | 年次パーティーにご招待します。 | この商品にはがっかりしました。',
    long: '市議会は古い橋を閉鎖することを決めた。工事は八か月続く。店主たちは客を失うことを恐れている。',
    lang: '英語 | 中国語 | フランス語',
    topic: '秋 | 海 | 友情 | 迷子のロボット',
    concept: '光合成 | インフレ | 火山',
    labels: 'ポジティブかネガティブか | スパムかどうか',
    fields: '名前 | 日付 | 金額 | 住所',
    choice: '家を買う | 引っ越す',
    fragment: 'はい | いいえ | もう一度 | 二番目',
  },
  templates: {
    code: [
      '{tech}でファイルを読み込むコードを書いて',
      '{tech}で{fault}というエラーが出ます',
      'このコードを説明して：{code}',
    ],
    maths: [
      '{number} {op} {number} を計算して',
      '方程式 {equation} を解いて',
      '{number}の{percent}パーセントはいくつですか',
    ],
    reasoning: [
      '{choice}べきですか？メリットとデメリットを教えて',
      '{option}と{option}を比較してどちらがいいか考えて',
    ],
    extraction: [
      '文章から{fields}を抽出して：{records}',
      'テキストの中の{fields}をすべて抜き出して：{records}',
    ],
    classification: ['このレビューは{labels}判定して：{text}', '次の文を分類して：{text}'],
    translation: [
      '{lang}に翻訳して：{text}',
      '「{phrase}」は{lang}で何と言いますか？',
      '{text}を{lang}に訳して',
    ],
    summarisation: ['この記事を要約して：{long}', '次の文章を三行でまとめて：{long}'],
    rewriting: ['この文を書き直して：{text}', '敬語に直して：{text}', '誤字を修正して：{text}'],
    creative: [
      '{topic}についての詩を書いて',
      '{topic}の物語を作って',
      '{topic}の俳句を作って',
      'キャッチコピーを考えて',
    ],
    knowledge: [
      '{concept}とは何ですか？',
      '{concept}について教えて',
      '{place}の首都はどこ？',
      'なぜ空は青いのですか？',
      '{historic}は誰ですか？',
    ],
    chat: [
      'こんにちは',
      'おはよう',
      'ありがとう',
      'さようなら',
      '名前は何ですか',
      '今日は疲れた',
      '暇です',
    ],
    '': ['{fragment}', '{fragment}{fragment}'],
  },
};
