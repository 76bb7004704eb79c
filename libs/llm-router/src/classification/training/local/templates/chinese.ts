import type { LanguageTemplates } from './templates.js';

export const CHINESE: LanguageTemplates = {
  slots: {
    text: '火车又晚点了。 | 我们诚挚邀请您参加晚会。 | 这个产品让我非常失望。 | 球队在加时赛中获胜。',
    long: '市议会决定关闭旧桥进行维修。工程将持续八个月。商店老板担心失去顾客。',
    lang: '英语 | 法语 | 德语 | 日语',
    topic: '秋天 | 一只懒猫 | 大海 | 友谊',
    concept: '光合作用 | 通货膨胀 | 火山 | 机器学习',
    labels: '正面、负面还是中性 | 垃圾邮件还是正常邮件',
    fields: '人名 | 日期 | 金额 | 地址',
    choice: '买房 | 换工作 | 学编程',
    fragment: '是的 | 不是 | 再来一个 | 第二个',
  },
  templates: {
    code: [
      '用{tech}写一个函数',
      '{tech}代码报错 {fault}，怎么解决？',
      '这段代码是什么意思？{code}',
      '怎么用{tech}读取文件',
    ],
    maths: [
      '计算 {number} {op} {number}',
      '解方程 {equation}',
      '{number} 的 {percent}% 是多少？',
      '小明有{number}个苹果，吃了{number}个，还剩多少个？',
    ],
    reasoning: [
      '{choice}的利弊是什么？',
      '我应该{choice}还是{choice}？',
      '比较 {option} 和 {option}，给出建议',
    ],
    extraction: [
      '从文本中提取{fields}：{records}',
      '找出文中所有的{fields}：{text}',
      '列出这段话里的{fields}：{records}',
    ],
    classification: [
      '这条评论是{labels}？{text}',
      '对以下文本进行分类：{labels}。{text}',
      '情感分析：{text}',
    ],
    translation: [
      '把下面的句子翻译成{lang}：{text}',
      '翻译成{lang}：{text}',
      '“{phrase}”用{lang}怎么说？',
    ],
    summarisation: ['总结下面的文章：{long}', '概括这段话的要点：{long}', '写一个摘要：{long}'],
    rewriting: [
      '改写这句话：{text}',
      '润色下面的文字：{text}',
      '修改病句：{text}',
      '让这段话更简洁：{long}',
    ],
    creative: [
      '写一首关于{topic}的诗',
      '讲一个关于{topic}的故事',
      '写一封信给{person}',
      '想一个广告口号',
    ],
    knowledge: [
      '什么是{concept}？',
      '解释一下{concept}',
      '{historic}是谁？',
      '{place}的首都是哪里？',
      '为什么天空是蓝色的？',
      '{concept}是什么意思？',
      '第二次世界大战什么时候结束？',
    ],
    chat: ['你好', '您好', '早上好', '谢谢', '再见', '你叫什么名字？', '我很无聊', '我今天很难过'],
    '': ['{fragment}', '{fragment}{fragment}'],
  },
};
