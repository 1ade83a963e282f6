// SPDX-License-Identifier: Apache-2.0
// 简体中文。数字与汉字之间留空格；数字与所计之物之间用 U+00A0；U+200B 为标题可断行处。
import type { FirstWords } from './index.js';

/** 一、两、三……，十以上用数字。 */
export function counted(n: number, unit: string): string {
  return n <= 10 ? `${'零一两三四五六七八九十'[n]}${unit}` : `\u00a0${n}\u00a0${unit}`;
}

/** 数字与“至”之间留空格，日期与“至”之间不留。 */
const fromTo = (low: string, high: string): string => (low.endsWith('日') ? `${low}至 ${high}` : `${low} 至\u00a0${high}`);

const dateParts = { day: '日', month: '月', year: '年' };
type DatePart = keyof typeof dateParts;
const listed = (parts: readonly DatePart[]): string => parts.map((part) => `“${dateParts[part]}”`).join('、');
const dateOrder: readonly DatePart[] = ['year', 'month', 'day'];

export const zh = {
  disclaimer: '仅供参考和研究使用；不是诊断；由临床医生决定。',

  nothingSent: '未发送任何数据',
  requests: (n: number) => `${n}\u00a0次请求`,
  otherLanguage: 'English',
  privacyTitle: '您填写的内容不会发送',
  privacyLead: '模型来到了您的设备上。您的答案和结果都留在本页面内。',

  catalogueTitle: '您想\u200b了解什么？',
  catalogueLead: '回答几个问题，看看对其他人的研究发现了什么。',
  catalogueLoading: '正在读取模型列表。',
  catalogueFailed: '未能读取模型列表。',
  allModels: '全部模型',
  search: '搜索疾病、结局或您知道的项目',
  searchHint: '担心的事、身体部位或化验',
  topic: '主题',
  allTopics: '全部',
  topics: { heart: '心脏与中风', diabetes: '血糖', kidney: '肾脏', liver: '肝脏', mind: '情绪', acute: '急症' },
  forWhom: '使用者',
  forAudience: { patient: '人人可用', clinician: '供临床医生' },
  alsoUnconfirmed: '也显示使用条款尚未确认的模型',
  models: (n: number) => `${n}\u00a0个模型。`,
  hiddenModels: (n: number) => `另有 ${n}\u00a0个的使用条款尚未确认。`,
  nothingFound: '没有符合的模型。',
  showAll: '显示全部',
  elsewhere: {
    patient: (n: number) => `人人可用的还有 ${n}\u00a0个。`,
    clinician: (n: number) => `供临床医生的还有 ${n}\u00a0个。`,
  },
  showThem: '显示',
  superseded: '已被取代。新模型：',
  termsUnconfirmed: '使用条款尚未确认。',
  minutes: (n: number) => `约\u00a0${n}\u00a0分钟`,
  laboratory: (what: string) => `化验：${what}`,
  findings: '临床医生的检查所见',
  noMeasurements: '无需测量',
  noBloodTest: '无需抽血',
  seeForYourself: '亲自看一看',

  loading: '正在本设备上读取并检查模型。',
  cannotLoad: '无法使用该模型',
  cannotLoadWhy: '因此不给出数字。您填写的内容没有丢失，也没有发送。',
  tryAgain: '重试',
  loadingPart: '正在读取页面的其余部分。',
  partFailed: '页面的一部分未能读取',
  partFailedWhy: '您的答案还在本设备上。',
  networkGone: '可能是网络断开了，请再试一次。',

  back: '返回',
  part: (now: number, of: number) => `第\u00a0${now}\u00a0部分，共\u00a0${of}\u00a0部分`,
  rightModel: '这个模型\u200b适合您吗？',
  estimates: (outcome: string) => `它估计的是：${outcome}。`,
  madeFrom: (population: string) => `所用数据：${population}`,
  yourValues: '您的数值',
  otherValues: '其他数值',
  demonstrationTitle: '演示：不作为建议。',
  demonstration: '请不要依据它的数字行事。',
  clinicianAudience: '供临床医生试用，不面向患者。',
  aboutModel: '关于本模型',
  continue: '继续',
  showResult: '显示结果',
  showOnePage: '单页显示',
  onePageQuestion: (n: number) => `想一次看到全部\u00a0${n}\u00a0个问题？`,
  showParts: '分部分显示',
  partsQuestion: '想一次只看几个问题？',
  staysHere: '之后可以修改任何一项。所有内容都留在本设备上。',
  yes: '是',
  no: '否',
  dontKnow: '我不知道',
  unitOf: (label: string) => `单位：${label}`,
  range: (low: string, high: string, unit: string) => `${fromTo(low, high)}${unit}。`,
  wholeNumber: '请填整数。',
  dateOrder,
  dateParts,
  dateHint: '例如 2021 年 3 月 27 日。',

  faultsTitle: (n: number) => `有${counted(n, '项')}需要您再看一下`,
  enterNumber: '请填写数字。',
  enterNumberOrUnknown: '请填写数字，或勾选“我不知道”。',
  enterDate: '请填写日期。',
  enterDateOrUnknown: '请填写日期，或勾选“我不知道”。',
  dateNeeds: (parts: readonly DatePart[]) => `日期还缺${listed(parts)}。`,
  noDate: {
    day: '这个月没有这一天。',
    month: '月份请填 1 至\u00a012。',
    year: '年份请填四位数字，例如 2021。',
  },
  chooseYesNo: '请选择“是”或“否”。',
  chooseOne: '请选择一项。',
  comma: (text: string) => `“${text}”中有逗号。小数请用点，例如 5.2；千位之间不加符号。`,
  notNumber: (text: string) => `“${text}”不是普通数字。请只用数字，例如 5.2。`,
  notWhole: '请填写整数。',
  takes: (low: string, high: string, unit: string) => `本模型可用 ${fromTo(low, high)}${unit}。`,
  slip: (value: string, unit: string) => `${value} 是\u00a0${unit} 的数值吗？`,
  slipMend: (unit: string) => `是，把单位改为 ${unit}`,
  isRight: (value: string) => `不，${value} 没有填错`,
  summaryEnter: '请填写数字',
  summaryDate: '请填写日期',
  summaryDateNeeds: (parts: readonly DatePart[]) => `还缺${listed(parts)}`,
  summaryNoDate: '没有这一天',
  summaryChooseYesNo: '请选择“是”或“否”',
  summaryChoose: '请选择一项',
  summaryNumber: (text: string) => `“${text}”不是普通数字`,
  summaryWhole: '请填写整数',
  summaryUnit: (value: string, unit: string) => `${value} 与单位 ${unit} 不符`,
  summaryRange: (value: string, low: string, high: string) => `${value} 不在 ${fromTo(low, high)} 之内`,
  summaryLine: (label: string, fault: string) => `${label}：${fault}`,
  thisOr: (others: string) => `填这一项或${others}即可。`,
  onlyFor: (outcomes: string) => `只用于：${outcomes}。`,
  mayStayEmpty: '可以不填。',
  withHorizons: (outcome: string, years: string) => `${outcome}（${years}\u00a0年）`,
  crisisTitle: '现在就可以找人谈一谈',
  call: (number: string) => `拨打\u00a0${number}`,
  orText: (number: string) => `或发短信至 ${number}`,
  contactsUnconfirmed: '本页面的运营方尚未核对这些号码。如果打不通，请拨打您所在地的急救电话。',
  covered: (low: string, high: string) => `研究范围为 ${fromTo(low, high)}。`,
  goOn: '可以继续。',
  emergency: '胸痛或突然无力：请立即拨打急救电话。',

  wipedTitle: '已清除',
  wiped: '您的答案和结果已从本页面清除，存放它们的内存已被覆盖。',
  startAgain: '重新开始',
  statuses: { demonstration: '演示：不作为建议', published_equation: '已发表的公式', site_approved: '经本机构批准' },

  fromTo,
} satisfies FirstWords;
