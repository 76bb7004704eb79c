import type { LanguageTemplates } from './templates.js';

export const KOREAN: LanguageTemplates = {
  slots: {
    text: '기차가 또 늦었습니다. | 연례 파티에 초대합니다. | 이 제품에 매우 실망했습니다.',
    long: '시의회는 오래된 다리를 폐쇄하기로 했다. 공사는 여덟 달 걸린다. 상인들은 손님을 잃을까 걱정한다.',
    lang: '영어 | 중국어 | 프랑스어',
    topic: '가을 | 바다 | 우정',
    concept: '광합성 | 인플레이션 | 화산',
    labels: '긍정인지 부정인지 | 스팸인지 아닌지',
    fields: '이름 | 날짜 | 금액 | 주소',
    choice: '집을 사야 | 이직해야',
    fragment: '네 | 아니요 | 다시 | 두 번째',
  },
  templates: {
    code: [
      '{tech}로 파일을 읽는 함수를 작성해줘',
      '{tech}에서 {fault} 오류가 나요',
      '이 코드를 설명해줘: {code}',
    ],
    maths: ['{number} {op} {number} 계산해줘', '방정식 {equation} 풀어줘'],
    reasoning: [
      '{choice} 할까요? 장단점을 비교해줘',
      '{option}와 {option} 중 무엇이 더 나을까? 비교해줘',
    ],
    extraction: [
      '텍스트에서 {fields} 추출해줘: {records}',
      '글에서 모든 {fields} 찾아줘: {records}',
    ],
    classification: ['이 댓글이 {labels} 판단해줘: {text}', '문장을 분류해줘: {text}'],
    translation: ['{lang}로 번역해줘: {text}', '"{phrase}"를 {lang}로 뭐라고 해?'],
    summarisation: ['이 글을 요약해줘: {long}', '핵심만 정리해줘: {long}'],
    rewriting: ['문장을 다듬어줘: {text}', '맞춤법을 고쳐줘: {text}'],
    creative: ['{topic}에 대한 시를 써줘', '{topic}에 대한 이야기를 만들어줘'],
    knowledge: [
      '{concept} 뭐야?',
      '{concept}에 대해 설명해줘',
      '{place}의 수도는 어디야?',
      '하늘은 왜 파란가요?',
    ],
    chat: ['안녕', '고마워', '심심해', '이름이 뭐야?', '오늘 피곤해'],
    '': ['{fragment}', '{fragment} {fragment}'],
  },
};
